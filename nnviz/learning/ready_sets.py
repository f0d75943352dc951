"""Ready sets: small real data that scikit-learn brings with it, as tables with named columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import numpy as np

from nnviz.errors import ExperimentError
from nnviz.learning.tables.column import column_of_numbers, column_of_texts
from nnviz.learning.tables.table import DataTable


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadySet:
    """One of them.

    Attributes:
        target: what its last column is called.
        source: who made it.
        classify: how its target is learned unless said otherwise, as in `Data`.
        settings: for scikit-learn.

    """

    target: str
    source: str
    classify: bool | Literal["binary"] = True
    settings: tuple[tuple[str, bool], ...] = ()


SHIPPED = ", as shipped by scikit-learn"
READY_SETS: Mapping[str, ReadySet] = MappingProxyType(
    {
        "iris": ReadySet(
            target="species",
            source="R. A. Fisher: The use of multiple measurements in taxonomic problems, 1936"
            + SHIPPED,
        ),
        "wine": ReadySet(
            target="cultivar",
            source="M. Forina et al.: PARVUS, 1988, UCI Machine Learning Repository" + SHIPPED,
        ),
        "breast_cancer": ReadySet(
            target="diagnosis",
            source="W. N. Street, W. H. Wolberg, O. L. Mangasarian: Nuclear feature extraction for"
            " breast tumor diagnosis, 1993, UCI Machine Learning Repository" + SHIPPED,
            classify="binary",
        ),
        "diabetes": ReadySet(
            target="progression",
            source="B. Efron, T. Hastie, I. Johnstone, R. Tibshirani: Least angle regression, 2004"
            + SHIPPED,
            classify=False,
            settings=(("scaled", False),),
        ),
    }
)


def ready_table(name: str) -> DataTable:
    """Return one of the ready sets as a table, its target last.

    Raises:
        ExperimentError: scikit-learn, which brings them, is not installed.

    """
    datasets = sklearn_datasets(name)
    chosen = READY_SETS[name]
    loaded = getattr(datasets, f"load_{name}")(**dict(chosen.settings))
    columns = [
        column_of_numbers(str(each), values)
        for each, values in zip(loaded.feature_names, loaded.data.T, strict=True)
    ]
    if chosen.classify:
        names = np.asarray(loaded.target_names)[loaded.target].tolist()
        target = column_of_texts(chosen.target, names)
    else:
        target = column_of_numbers(chosen.target, loaded.target)
    return DataTable(path=Path(name), columns=(*columns, target))


def sklearn_datasets(name: str) -> Any:
    """Return scikit-learn's module of data.

    Raises:
        ExperimentError: it is not installed.

    """
    try:
        import sklearn.datasets as datasets
    except ImportError as error:
        raise ExperimentError(
            f"data: {name!r} come with scikit-learn, which is not installed; install it: pip "
            "install 'nnviz[digits]'"
        ) from error
    return datasets
