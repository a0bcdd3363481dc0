library(keras3)
x.train <- as.matrix(flowers[, 1:4])

one <- keras_model_sequential(input_shape = c(784)) |>
  layer_dense(units = 256, activation = "relu") |>
  layer_dropout(rate = 0.4) %>%
  # expect: softmax-of-one
  layer_dense(units = 1L, activation = "softmax")
one %>% compile(optimizer = optimizer_rmsprop(), loss = "binary_crossentropy", metrics = c("accuracy"))
history <- one |> fit(x.train, y, epochs = 5, validation_data = list(a, b))

inputs <- layer_input(shape = 10)
outputs <- inputs |>
  layer_dense(32, "relu") |>
  # expect: sigmoid-for-one-of-many
  layer_dense(3, activation = activation_sigmoid)
keras_model(inputs, outputs) -> many
# expect: auc-of-all-classes
compile(many, "adam", "categorical_crossentropy", metrics = list(metric_auc()))

# expect: logits-without-from-logits
logits <- keras_model_sequential(list(layer_dense(units = 1)))
logits |> compile(loss = loss_binary_crossentropy(), optimizer = "adam")

sound = keras3::keras_model_sequential() |> keras3::layer_dense(1)
sound |> compile(loss = loss_binary_crossentropy(from_logits = TRUE), optimizer = "adam")

applied <- keras_model_sequential()
applied |> layer_dense(units = 4) |> layer_activation_softmax()
# expect: activation-and-from-logits
applied |> compile(loss = loss_sparse_categorical_crossentropy(from_logits = TRUE), optimizer = "adam")

python <- import("keras")
called <- python$Sequential()
# expect: logits-without-from-logits
called$add(python$layers$Dense(1L))
called$compile(loss = "binary_crossentropy", optimizer = "adam")

ignored <- keras_model_sequential() |>
  layer_dense(1, activation = "softmax")  # lossadvisor: ignore[softmax-of-one]
ignored |> compile(loss = "binary_crossentropy", optimizer = "adam")
