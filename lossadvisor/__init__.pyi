# Made from the rules by tests/docs/stub.py.
from collections.abc import Sequence
from os import PathLike
from typing import Literal, TypeAlias

from .advice.advice import Advice as Advice
from .advice.advice import Combination as Combination
from .advice.advice import Referral as Referral
from .auditing.audit import audit as audit
from .auditing.callback import Audit as Audit
from .auditing.records import AuditReport as AuditReport
from .errors import AdvisorError as AdvisorError

__all__ = [
    "Advice",
    "AdvisorError",
    "AuditReport",
    "Combination",
    "Referral",
    "__version__",
    "audit",
    "recommend",
]
__version__: str

_Task: TypeAlias = Literal[
    "binary",
    "multiclass",
    "multilabel",
    "regression",
    "bounded",
    "count",
    "ordinal",
    "positive",
    "proportion",
    "distribution",
    "quantile",
    "segmentation",
    "sequence",
    "several-outputs",
    "missing-labels",
    "survival",
    "embedding",
    "ranking",
    "reconstruction",
    "elsewhere",
]
_Labels: TypeAlias = Literal[
    "zero-one",
    "minus-one-one",
    "two-columns",
    "integer",
    "integer-from-1",
    "integer-from-any",
    "one-hot",
    "strings",
    "multi-hot",
    "tag-lists",
    "soft",
    "teacher",
    "mask",
    "mask-255",
    "class-map",
    "class-map-void",
    "one-hot-map",
    "pixels",
    "pixels-255",
]
_Range: TypeAlias = Literal[
    "any",
    "non-negative",
    "unit",
    "signed-unit",
]
_Data: TypeAlias = Literal[
    "plain",
    "imbalanced",
    "rare",
    "noisy",
    "others",
    "overdispersed",
    "zeros",
    "outliers",
]
_Order: TypeAlias = Literal[
    "ordered",
    "similar",
    "parts",
    "costs",
]
_Exposure: TypeAlias = Literal[
    "same",
    "differs",
]
_Zeros: TypeAlias = Literal[
    "none",
    "some",
    "below",
]
_ShareOf: TypeAlias = Literal[
    "parts",
    "successes",
    "single",
]
_Bounds: TypeAlias = Literal[
    "quantity",
    "sample",
    "angle",
    "direction",
]
_Modes: TypeAlias = Literal[
    "one",
    "several",
]
_Goal: TypeAlias = Literal[
    "probabilities",
    "decisions",
    "accuracy",
    "margin",
    "mean",
    "median",
    "percent",
]
_Output: TypeAlias = Literal[
    "probabilities",
    "logits",
]
_Style: TypeAlias = Literal[
    "sequential",
    "functional",
]
_Dependence: TypeAlias = Literal[
    "none",
    "pairs",
    "order",
    "condition",
]
_Precision: TypeAlias = Literal[
    "float32",
    "mixed",
]
_Unknown: TypeAlias = Literal[
    "labels",
    "numbers",
    "candidates",
    "class",
    "negatives",
]
_Censoring: TypeAlias = Literal[
    "later",
    "below",
    "ratios",
    "competing",
    "none",
]
_Feedback: TypeAlias = Literal[
    "single",
    "graded",
    "chosen",
]
_Purpose: TypeAlias = Literal[
    "clusters",
    "rewards",
    "adversarial",
    "preferences",
    "anomalies",
    "boxes",
    "trouble",
    "images",
]
_Annotation: TypeAlias = Literal[
    "region",
    "classes",
    "overlapping",
    "points",
    "numbers",
]
_RegionSize: TypeAlias = Literal[
    "large",
    "small",
]
_WorseMistake: TypeAlias = Literal[
    "equal",
    "false-negatives",
    "false-positives",
    "costs",
]
_SequenceTarget: TypeAlias = Literal[
    "label",
    "number",
    "next",
    "unaligned",
    "whole",
]
_SequenceLength: TypeAlias = Literal[
    "padded",
    "same",
]
_Similarity: TypeAlias = Literal[
    "classes",
    "vectors",
    "pairs",
]
_Reconstruct: TypeAlias = Literal[
    "images",
    "image-to-image",
    "numbers",
    "flags",
]

def recommend(
    *,
    task: _Task | str,
    classes: int | str | None = None,
    outputs: int | str | None = None,
    labels: _Labels | str | None = None,
    range: _Range | str | None = None,
    data: _Data | str | None = None,
    order: _Order | str | None = None,
    grades: Sequence[str] | str | None = None,
    exposure: _Exposure | str | None = None,
    zeros: _Zeros | str | None = None,
    share_of: _ShareOf | str | None = None,
    bounds: _Bounds | str | None = None,
    period: float | str | None = None,
    modes: _Modes | str | None = None,
    bins: int | str | None = None,
    goal: _Goal | str | None = None,
    output: _Output | str | None = None,
    metrics: Sequence[str] | str | None = None,
    style: _Style | str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    quantiles: Sequence[float] | str | None = None,
    dependence: _Dependence | str | None = None,
    pairs: int | str | None = None,
    heads: str | None = None,
    precision: _Precision | str | None = None,
    keras: float | str | None = None,
    positive_rate: float | str | None = None,
    mean: float | str | None = None,
    counts: Sequence[int] | str | None = None,
    label_smoothing: float | str | None = None,
    unknown_is: float | str | None = None,
    unknown: _Unknown | str | None = None,
    censoring: _Censoring | str | None = None,
    intervals: int | str | None = None,
    feedback: _Feedback | str | None = None,
    purpose: _Purpose | str | None = None,
    annotation: _Annotation | str | None = None,
    region_size: _RegionSize | str | None = None,
    worse_mistake: _WorseMistake | str | None = None,
    costs: Sequence[Sequence[float]] | Sequence[float] | str | None = None,
    least_recall: float | str | None = None,
    least_precision: float | str | None = None,
    points: int | str | None = None,
    sequence_target: _SequenceTarget | str | None = None,
    sequence_length: _SequenceLength | str | None = None,
    similarity: _Similarity | str | None = None,
    dimensions: int | str | None = None,
    reconstruct: _Reconstruct | str | None = None,
    channels: int | str | None = None,
    y: object = None,
    rules: str | PathLike[str] | None = None,
    **more: object,
) -> Advice | Referral | Combination:
    """The recommendation for these answers.

    A Referral where no last layer is the answer, a Combination for several named outputs. `y` are labels,
    an array or a data set that gives (x, y): they answer what they leave no doubt about. `rules` is a
    folder of rule files, which may ask for more than is listed here. A choice has other names too, and
    a former name of a parameter is still taken. Raises AdvisorError where an answer is unknown, missing
    or out of place.

    task: what is predicted
    classes: how many classes, labels or grades there are
    outputs: how many numbers are predicted for each sample
    labels: how the labels are written
    range: which values the target can take
    data: what is unusual about the data
    order: whether the classes are ordered, or related in another way
    grades: the names of the grades, lowest first
    exposure: whether all samples were counted over the same time or area
    zeros: whether the amount can be exactly 0
    share_of: what the share is a share of
    bounds: what bounds the target
    period: the period after which an angle or a time starts over
    modes: whether the target clusters around one value or several
    bins: the number of bins for the range of the target
    goal: what the predictions are for
    output: whether the model outputs probabilities or logits
    metrics: the metrics to watch
    style: how the model is built
    low: the smallest value that the target can take
    high: the largest value that the target can take
    quantiles: which quantiles to predict
    dependence: whether the outputs depend on each other
    pairs: how many pairs of classes occur
    heads: the outputs of the model, each with its own task
    precision: which numeric precision the model uses
    keras: which version of Keras you use
    positive_rate: the share of positives among the samples, or the mean of a share
    mean: the mean of the targets
    counts: how many samples each class has
    label_smoothing: how much label smoothing to use
    unknown_is: which number marks an unknown label, if it is not nan
    unknown: what is unknown for some samples
    censoring: what is known about the times or amounts
    intervals: the number of time intervals
    feedback: what feedback there is on the items
    purpose: what the model is for
    annotation: what is marked in each image
    region_size: how large the regions are
    worse_mistake: which mistake is worse
    costs: what mistakes cost; with two classes a false positive first, then a false negative
    least_recall: the lowest recall that you accept
    least_precision: the lowest precision that you accept
    points: how many points are marked in each image
    sequence_target: what to predict for a sequence
    sequence_length: whether all sequences have the same length
    similarity: how you know which samples are similar
    dimensions: the length of each vector
    reconstruct: what the model should reconstruct
    channels: the number of channels of an image
    """
