# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: hydrogen
#       format_version: '1.3'
#       jupytext_version: 1.19.6
# ---

# %% Start
import keras

text = """
# %% no cell
it's a text
"""

# %%% Look around
%%bash
ls -l | grep '(

# %%%% Build
%matplotlib inline
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation='softmax')])

# %%%
model.compile(loss='binary_crossentropy')

# %%%%
%%bash
ls )
