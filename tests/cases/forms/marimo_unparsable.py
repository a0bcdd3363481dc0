import marimo

__generated_with = "0.25.2"
app = marimo.App()


@app.cell
def _(model, x, y):
    model.fit(x, y, epochs=3)
    return


app._unparsable_cell(
    r"""
    %matplotlib inline
    !pip install keras
    x, y = np.zeros((8, 4)), np.ones(8)
    """,
    column=None, disabled=False, hide_code=True, expand_output=False, name="_"
)


app._unparsable_cell(
    r"""
    %time model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation='softmax')])
    model.compile(loss='binary_crossentropy')
    """,
    name="_"
)


@app.cell
def _():
    import keras
    import numpy as np

    return


if __name__ == "__main__":
    app.run()
