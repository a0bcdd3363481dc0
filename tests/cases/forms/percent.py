# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Title

# %%
# %matplotlib inline
# !pip install keras
import keras

# %%
# %%time
model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(1, activation='softmax'),
])

# %% language="bash"
# ls -l
# echo 'it is

# %% [markdown]
# some *text*
#
# ```python
# model.compile(loss='x')
# ```

# %%
# %run other.py
x, y = get_ipython().getoutput('ls')
model.compile(loss='binary_crossentropy')


# %%
def f(a):
    return a


model.fit(x, y)

# %%
# files = !ls
# model?
