# expect: nothing

import collections

import keras
import numpy as np


class DQNAgent:
    def __init__(self, state_size, action_size):
        self.action_size = action_size
        self.memory = collections.deque(maxlen=200)
        self.model = self._build_model(state_size)

    def _build_model(self, state_size):
        model = keras.Sequential()
        model.add(keras.layers.Input((state_size,)))
        model.add(keras.layers.Dense(24, activation="relu"))
        model.add(keras.layers.Dense(self.action_size, activation="linear"))
        model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.001))
        return model

    def act(self, state):
        return int(np.argmax(self.model.predict(state[None], verbose=0)[0]))

    def learn(self, state, action, reward, next_state, gamma=0.95):
        target = self.model.predict(state[None], verbose=0)
        target[0][action] = reward + gamma * np.amax(self.model.predict(next_state[None], verbose=0)[0])
        self.model.fit(state[None], target, epochs=1, verbose=0)


agent = DQNAgent(4, 2)
agent.learn(np.random.rand(4), agent.act(np.random.rand(4)), 1.0, np.random.rand(4))
