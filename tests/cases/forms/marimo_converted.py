# /// script
# dependencies = ["keras"]
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App()


@app.cell
def _():
    import marimo as mo

    return (mo,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    # Title
    """)
    return


@app.cell
def _():
    # '%matplotlib inline' command supported automatically in marimo
    # packages added via marimo's package management: keras !pip install keras
    import keras

    return (keras,)


@app.cell
def _(keras):
    # magic command not supported in marimo; please file an issue to add support
    # %%time
    model = keras.Sequential([
        keras.Input(shape=(4,)),
        keras.layers.Dense(1, activation='softmax'),
    ])
    return (model,)


@app.cell
def _():
    import subprocess
    subprocess.run("ls -l\necho 'it is", shell=True)
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    some *text*

    ```python
    model.compile(loss='x')
    ```
    """)
    return


@app.cell
def _(get_ipython, model):
    # magic command not supported in marimo; please file an issue to add support
    # %run other.py
    x, y = get_ipython().getoutput('ls')
    model.compile(loss='binary_crossentropy')
    return x, y


@app.cell
def _(model, x, y):
    def f(a):
        return a


    model.fit(x, y)
    return


app._unparsable_cell(
    r"""
    files = !ls
    model?
    """,
    name="_"
)


if __name__ == "__main__":
    app.run()
