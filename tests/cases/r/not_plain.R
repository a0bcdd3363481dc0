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
