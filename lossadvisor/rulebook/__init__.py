"""The knowledge: rule files in, judged records out. The only place that knows YAML."""
