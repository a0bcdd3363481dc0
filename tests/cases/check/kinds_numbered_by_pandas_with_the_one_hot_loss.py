# not run: needs pandas

import keras
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder

table = pd.read_csv("birds.csv")
table["kind"] = table["kind"].astype("category")
codes = table["kind"].cat.codes
numbers, names = pd.factorize(table["place"])
ranks = OrdinalEncoder().fit_transform(table[["size"]])


def network():
    return keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="softmax")])


by_code, by_number, by_rank = network(), network(), network()
# expect: labels-not-read
by_code.compile("adam", "categorical_crossentropy")
by_code.fit(table.iloc[:, :5].values, codes)
# expect: labels-not-read
by_number.compile("adam", "categorical_crossentropy")
by_number.fit(table.iloc[:, :5].values, numbers)
# expect: labels-not-read
by_rank.compile("adam", "categorical_crossentropy")
by_rank.fit(table.iloc[:, :5].values, ranks)
