library(keras)
build <- function(units) {
  model <- keras_model_sequential() %>% layer_dense(units, activation = "softmax")
  model %>% compile(loss = "binary_crossentropy", optimizer = "adam")
}
wide <- keras_model_sequential()
for (units in c(4, 1)) wide %>% layer_dense(units, activation = "softmax")
wide %>% compile(loss = "binary_crossentropy", optimizer = "adam")
named <- keras_model_sequential() %>% layer_dense(1, act = "softmax")
named %>% compile(loss = "binary_crossentropy", optimizer = "adam")
tf$one_hot(layer_input(shape = 1), 3)

# a class of the program makes the model
Own <- new_model_class("Own", train_step = function(data) list())
begin <- keras_input(shape = 4)
model <- Own(begin, layer_dense(begin, units = 1, activation = "softmax"))
model |> compile(optimizer = "adam", loss = "mse")
