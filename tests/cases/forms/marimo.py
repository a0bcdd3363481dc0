import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    # for all cells
    import keras


@app.cell
def _(model, x, y):
    model.fit(x, y)
    return


@app.function
def head(units):
    return keras.layers.Dense(units, activation="softmax")


@app.cell(hide_code=True)
def _():
    # the model
    model = keras.Sequential([keras.Input((4,)), head(1)])

    model.compile(loss="binary_crossentropy")
    note = """
    not indented
    """
    return (model,)


@app.cell
def _():
    import numpy as np
    x, y = np.zeros((8, 4)), np.zeros(8)
    return x, y


if __name__ == "__main__":
    app.run()
