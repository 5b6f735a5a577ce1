"""What choices are called elsewhere: signs, short forms, and the words of other tools."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from knode.core.nearness import LONGEST, allowed, fold, near, slips

WORDS = (
    # Comparisons
    "equal  =  ==  ===  eq  equals  equal to  is  same  exactly",
    "not equal  !=  <>  ≠  ne  neq  not equals  unequal  is not  differs",
    "less  below  <  lt  less than  smaller  smaller than  under  before",
    "less or equal  <=  ≤  =<  le  lte  at most  less than or equal  up to",
    "greater  above  >  gt  greater than  more  more than  larger  bigger  over  after",
    "greater or equal  >=  ≥  =>  ge  gte  at least  greater than or equal",
    "between  range  within  from to",
    "in  values  isin  is in  one of  any of  among",
    "not in  notin  not isin  is not in  none of",
    "contains  like  ilike  includes  has  part of text  substring",
    "does not contain  not contains  not contain  not like  not ilike  excludes  does not include  has not  without",
    "starts with  startswith  begins with  prefix",
    "ends with  endswith  suffix",
    "matches  pattern  regex  regexp  regular expression  ~  =~",
    "does not match  not matches  not match  not regex  !~",
    "is missing  missing  null  none  is null  isnull  isna  is na  na  nan  is empty  empty  blank",
    "is not missing  not missing  is not null  notnull  not null  notna  is not na  not na  is not empty  not empty  required",
    "is true  true",
    "all  and  &  &&  every",
    "any  or  |  ||  some",
    "none  not  nor  neither  not any  none of these",
    # Numbers made of many
    "mean  average  avg",
    "sum  total  add",
    "median  med  middle  50%",
    "min  minimum  smallest  lowest  low  bottom  least",
    "max  maximum  largest  highest  high  top  most",
    "std  standard deviation  stddev  std dev  stdev  sd",
    "var  variance",
    "count  number  size  n  len  length  number of rows  rows",
    "count distinct  nunique  n unique  distinct  unique  distinct count  unique count  number of distinct",
    "count missing  null count  missing count  number of missing",
    "mode  most_frequent  frequent  most common",
    "quantile  percentile  quantiles  percentiles",
    "product  prod  multiply",
    "skewness  skew",
    "concatenate  concat  join  string agg  listagg  group concat  append",
    "first  head  start  beginning  top",
    "last  tail  end  bottom",
    "any true  any  or",
    "all true  all  and",
    "column of min  argmin  idxmin",
    "column of max  argmax  idxmax",
    "difference  diff  delta",
    "percent change  pct change  pct  growth",
    "lag  shift  previous",
    "lead  next",
    "moving  rolling  sliding",
    "cumulative  expanding  running  cumsum",
    "group  partition  whole group",
    # Types
    "number  float  float64  double  decimal  numeric  real",
    "integer  int  int64  whole  whole number  long  bigint",
    "text  string  str  varchar  char  object",
    "boolean  bool  logical  truth  flag",
    "date  day",
    "date and time  datetime  timestamp  date time  datetime64",
    "duration  timedelta  interval",
    "category  categorical  factor  enum",
    # What to do with what does not fit
    "error  fail  refuse  stop  raise  abort  strict  except",
    "missing  null  coerce  nan  na",
    "keep  include  leave",
    "drop  remove  delete  exclude  leave out  omit  ignore",
    "skip  ignore  continue  pass",
    "fill  impute  replace",
    "replace  overwrite  truncate",
    "append  insert  add",
    "upsert  merge  update",
    "create  new  fail",
    "constant  value  fixed  default",
    "previous  ffill  forward fill  pad  forward  last",
    "next  bfill  backward fill  backfill  backward",
    "interpolate  linear  interpolation",
    "nearest rows  knn  nearest  neighbours  neighbors",
    "clip  winsorize  winsorise  cap",
    "none  no  off  false  null  nothing  never",
    "off  none  no  false  never",
    "auto  automatic  default  detect  infer  guess",
    "yes  true  on  always  y  1",
    "no  false  off  never  n  0",
    # Rows
    "outer  full  full outer  union  all",
    "left  left outer",
    "right  right outer",
    "inner  common  intersection",
    "semi  left semi  exists",
    "anti  left anti  not exists  not in",
    "union  all  outer",
    "common  inner  intersection",
    "backward  previous  before",
    "forward  next  after",
    "one to one  1:1  1-1",
    "one to many  1:n  1:m  1-n",
    "many to one  n:1  m:1  n-1",
    "random  shuffle  shuffled",
    "evenly  stratified  stratify  balanced  proportional",
    "groups  grouped  group k fold",
    "time  time series  chronological  by time",
    "fraction  share  percent  percentage  ratio  relative  proportion",
    "count  absolute",
    "folds  cross validation  cv  k-fold",
    "hold out  holdout  split  train test split",
    "repeat  oversample  over sampling  oversampling  upsample",
    "leave out  undersample  under sampling  undersampling  downsample",
    "synthesize  smote  synthetic  synthesise",
    "A to Z  ascending  asc  alphabetical  alphabetically",
    "Z to A  descending  desc  reverse",
    "appearance  as is  original  order of appearance",
    "frequency  count  counts  most frequent",
    # Texts
    "lower  lower case  lowercase  lcase",
    "upper  upper case  uppercase  ucase  capitals",
    "title  title case  capitalize  capitalise  proper",
    "lower case  lower  lowercase  lcase",
    "upper case  upper  uppercase  ucase  capitals",
    "title case  title  capitalize  capitalise  proper",
    "snake_case  snake",
    "trim  strip  strip spaces  trim spaces",
    "separator  delimiter  sep  character",
    "whole value  exact  equal  whole  full  entire",
    "part of text  substring  contains  part",
    "pattern  regex  regexp  regular expression",
    "words  word  tokens  token",
    "characters  char  chars  letters  ngrams",
    "presence  binary  boolean",
    "tf-idf  tfidf",
    # Scales, bins, distances
    "z-score  zscore  standard  standardize  standardise  standard scaler  standardization  sd",
    "min-max  minmax  min max scaler  normalize  normalise  range",
    "max-abs  maxabs  max abs scaler",
    "robust  robust scaler  iqr",
    "power  yeo-johnson  box-cox  log",
    "iqr  tukey  interquartile range  box plot  boxplot",
    "robust z-score  mad  modified z-score",
    "equal width  uniform  width  fixed width",
    "equal frequency  quantile  quantiles  frequency  equal count",
    "edges  custom  manual  breaks  cut points",
    "euclidean  l2",
    "manhattan  l1  cityblock  city block  taxicab",
    "half up  half away  commercial",
    "half even  bankers  banker's  even",
    "down  floor",
    "up  ceil  ceiling",
    "towards zero  trunc  truncate",
    # Learning
    "classification  classifier  classify  class  binary  multiclass",
    "regression  regressor  regress  numeric",
    "ridge  l2",
    "lasso  l1",
    "l2  ridge",
    "l1  lasso",
    "elastic_net  elasticnet  l1l2",
    "balanced  balance  auto  equal",
    "poly  polynomial",
    "rbf  gaussian  radial",
    "logistic  sigmoid",
    "sigmoid  logistic  tanh",
    "grid  grid search  exhaustive  full",
    "random  random search  randomized",
    "halving  successive halving  hyperband",
    "tpe  bayes  bayesian  optuna",
    "average  mean  avg  upgma",
    "complete  maximum  max  farthest",
    "single  minimum  min  nearest",
    "accuracy  acc",
    "precision  ppv  positive predictive value",
    "recall  sensitivity  tpr  true positive rate",
    "f1  f-score  f1 score  fscore  f measure",
    "f-score  f1  f1 score  f measure",
    "roc_auc  auc  auroc  roc",
    "log_loss  logloss  cross entropy  neg log loss",
    "r2  r²  r squared  r2 score  coefficient of determination",
    "rmse  root mean squared error  root mean square error",
    "mae  mean absolute error  absolute error",
    "mape  mean absolute percentage error",
    "root mean squared error  rmse  mse",
    "mean absolute error  mae",
    "error rate  errors  misclassification",
    "higher  maximize  maximise  max  larger",
    "lower  minimize  minimise  min  smaller",
    # Dates
    "years  year  y  yr  yrs",
    "quarters  quarter  q",
    "months  month  mo  mon",
    "weeks  week  w",
    "days  day  d",
    "business days  bdays  workdays  working days  weekdays",
    "hours  hour  h  hr  hrs",
    "minutes  minute  min  mins  m",
    "seconds  second  s  sec  secs",
    "milliseconds  millisecond  ms",
    "microseconds  microsecond  us  µs",
    "nanoseconds  nanosecond  ns",
    "weekday  day of week  dayofweek  dow",
    "day_of_year  doy  dayofyear",
    "day-first  dmy  dd.mm.yyyy  european",
    "month-first  mdy  mm/dd/yyyy  american  us",
    "iso  ymd  yyyy-mm-dd",
    # Files, the web, plots
    ".  point  dot  period  full stop",
    ",  comma",
    "gzip  gz",
    "zstd  zst",
    "excel  xlsx  xls",
    "records  list  objects  array",
    "lines  jsonl  ndjson  json lines",
    "bearer  token  jwt",
    "basic  password  user",
    "upright  vertical  v  columns",
    "sideways  horizontal  h",
    "beside  grouped  dodge  side by side",
    "stacked  stack",
    "share  percent  100%  fraction  proportion",
)
"""Words that mean the same, two spaces between them, the usual one of knode first. A word may stand in several lines."""

LONG_ENOUGH = 5
"""Letters of a word in which a slip can be told from another word."""


def meant(given: object, choices: Iterable[object]) -> str | None:
    """The choice that a person most likely meant by `given`: one called so elsewhere, or a slip away; None for neither."""
    typed = "null" if given is None else str(given).strip()[:LONGEST]
    if not typed:
        return None
    own = {fold(name): name for name in map(str, choices) if name}
    elsewhere: dict[str, str] = {}
    for words in _lines():
        called = next((own[word] for word in words if word in own), None)
        if called is not None:
            for word in words:
                elsewhere.setdefault(word, called)
    called = own.get(fold(typed)) or elsewhere.get(fold(typed)) or near(typed, own.values())
    return called or _by_a_slip(fold(typed), elsewhere)


@functools.cache
def _lines() -> tuple[tuple[str, ...], ...]:
    """The words of each line, folded once for all."""
    return tuple(tuple(fold(word) for word in line.split("  ")) for line in WORDS)


def _by_a_slip(typed: str, called: Mapping[str, str]) -> str | None:
    away = [(slips(typed, word), word) for word in called if len(word) >= LONG_ENOUGH and typed[:1] == word[:1]]
    fewest, word = min(away, default=(LONGEST, ""))
    return called[word] if fewest <= allowed(typed, word) else None
