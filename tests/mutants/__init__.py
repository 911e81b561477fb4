"""Guards, boundaries and side effects taken out one at a time: does a test notice?

`make mutants` takes a sample over the packages and tells what went unnoticed, with file, line and what was
changed: 105 removals in about ten minutes. `ARGS="--seed 7 --sample 40 --package comments"` chooses another.
What a run finds is judged by hand: either a behaviour has no test, or the removal makes no difference.

Nothing is written: each package's tests run once with a mark at every place of the sample, which tells the
tests that come by; then, for each removal, a fork of that process exchanges the code of one function and runs
those tests until one fails. Programs that a test starts keep the code as it is on the disk. Not part of CI.
"""
