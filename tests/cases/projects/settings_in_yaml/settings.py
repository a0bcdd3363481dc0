import yaml


def load(path):
    with open(path) as file:
        return yaml.safe_load(file)


CHURN = load("conf/churn.yaml")
CHURN["head"]["activation"] = "sigmoid"
