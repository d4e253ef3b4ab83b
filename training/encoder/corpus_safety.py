def build(inputs): return {"train": [], "val": []}
