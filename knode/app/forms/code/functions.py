"""The functions that completion proposes in SQL and expressions: how each is called, and what it gives."""

from __future__ import annotations

from typing import NamedTuple

KNOWN = """
abs(number): the number without its sign
acos(number): the angle in radians with this cosine
any_value(x): some value that is not missing, of many rows
array_length(list): how many values a list has
asin(number): the angle in radians with this sine
atan(number): the angle in radians with this tangent
atan2(y, x): the angle in radians of a point
avg(number): the average of many rows
cast(x AS type): x as another type; an error where it cannot be
ceil(number): the next whole number above
chr(number): the character of this Unicode number
coalesce(x, y, …): the first that is not missing
concat(x, y, …): texts joined, missing ones left out
concat_ws(separator, x, y, …): texts joined with something between, missing ones left out
contains(text, part): whether a text has this part
cos(angle): the cosine of an angle in radians
count(x): how many are not missing, of many rows
count_if(condition): how many fulfil a condition, of many rows
cume_dist() over (order by …): the share of rows up to this one
current_date: the day of today
date_diff('day', from, to): how often a part of time began between two dates
date_part('hour', date): a part of a date as a number
date_trunc('month', date): the begin of the month, week, hour …
day(date): the day of the month
dayname(date): the English name of the day
dayofweek(date): the day of the week, Sunday is 0
dayofyear(date): the day of the year
degrees(angle): radians as degrees
dense_rank() over (order by …): the rank without gaps
ends_with(text, end): whether a text ends so
epoch(date): seconds since 1970
exp(number): e to the power of a number
first_value(x) over (order by …): the first of the rows looked at
floor(number): the next whole number below
format('{} {:.2f}', x, y): values put into a text
gcd(x, y): the greatest common divisor
greatest(x, y, …): the largest
hour(date): the hour
if(condition, x, y): x where the condition is true, otherwise y
ifnull(x, y): y where x is missing
isfinite(number): whether a number is neither infinite nor missing
isodow(date): the day of the week, Monday is 1
jaro_winkler_similarity(text, text): how alike two texts are, from 0 to 1
json_extract_string(text, '$.name'): a part of a JSON text
lag(x, rows, otherwise) over (order by …): the value some rows before
last_day(date): the last day of the month
last_value(x) over (order by …): the last of the rows looked at
lead(x, rows, otherwise) over (order by …): the value some rows after
least(x, y, …): the smallest
left(text, count): the first characters
length(text): how many characters
levenshtein(text, text): how many characters differ
list_avg(list): the average of a list
list_contains(list, x): whether a list has a value
list_distinct(list): the different values of a list
list_filter(list, lambda x: condition): the values of a list that fulfil a condition
list_max(list): the largest of a list
list_min(list): the smallest of a list
list_sort(list): a list in order
list_sum(list): the sum of a list, such as [a, b, c]
list_transform(list, lambda x: …): something for each value of a list
ln(number): the natural logarithm
log10(number): the logarithm to base 10
log2(number): the logarithm to base 2
lower(text): in small letters
lpad(text, count, character): filled up on the left
ltrim(text): without spaces on the left
make_date(year, month, day): a date from numbers
max(x): the largest of many rows
md5(text): the MD5 digest of a text
median(x): the middle value of many rows
min(x): the smallest of many rows
minute(date): the minute
mod(x, y): what is left of a division
mode(x): the most frequent value of many rows
month(date): the month, 1 to 12
monthname(date): the English name of the month
now(): the present time
ntile(parts) over (order by …): which of so many equal parts
nullif(x, y): missing where x is y
percent_rank() over (order by …): the rank as a share
pi(): 3.14159…
pow(x, y): x to the power of y
printf('%.2f', x): values put into a text
quantile_cont(x, share): a quantile of many rows
quarter(date): the quarter, 1 to 4
radians(angle): degrees as radians
rank() over (order by …): the rank, with gaps after the same values
regexp_extract(text, pattern, group): what a regular expression finds
regexp_extract_all(text, pattern): all that it finds, as a list
regexp_full_match(text, pattern): whether it fits the whole text
regexp_matches(text, pattern): whether it finds something
regexp_replace(text, pattern, other, 'g'): what it finds replaced, everywhere with 'g'
repeat(text, count): a text so many times
replace(text, part, other): one part for another
reverse(text): from back to front
right(text, count): the last characters
round(number, digits): rounded to so many decimals
row_number() over (order by …): which row it is
rpad(text, count, character): filled up on the right
rtrim(text): without spaces on the right
second(date): the second
sign(number): -1, 0 or 1
sin(angle): the sine of an angle in radians
split_part(text, separator, place): the part at a place, from 1
sqrt(number): the square root
starts_with(text, begin): whether a text begins so
stddev(x): the standard deviation of many rows
strftime(date, '%d.%m.%Y'): a date as text
string_agg(text, separator): the texts of many rows joined
string_split(text, separator): the parts as a list
strip_accents(text): without accents
strpos(text, part): where a part begins, 0 if nowhere
strptime(text, '%d.%m.%Y'): a text as a date; an error where it is none
substring(text, from, count): characters from a place on, from 1
sum(x): the sum of many rows
tan(angle): the tangent of an angle in radians
today(): the day of today
translate(text, from, to): character by character for others
trim(text): without spaces around
trunc(number): without decimals
try(x): missing where x is an error
try_cast(x AS type): x as another type, or missing
try_strptime(text, '%d.%m.%Y'): a text as a date, or missing
typeof(x): the name of the type
upper(text): in capital letters
var_samp(x): the variance of many rows
week(date): the week of the year, by ISO 8601
year(date): the year
"""


class Function(NamedTuple):
    """A function: its name, how it is called, and what it gives."""

    name: str
    call: str
    gives: str


def _read(line: str) -> Function:
    call, _, gives = line.partition("): ") if "): " in line else line.partition(": ")
    call = f"{call})" if "(" in call else call
    return Function(call.partition("(")[0], call, gives)


FUNCTIONS = tuple(_read(line) for line in KNOWN.strip().splitlines())
