# Reads the result of one test project. Sourced by ./test and .ci/check-results, never run.
#
# Counts are taken as they stand only if the results file (trx) is complete and agrees with the exit code. A run that was killed,
# crashed, hung or wrote no results adds one failure, with the reason. The exit code alone says little: `dotnet test` that
# receives SIGTERM exits with 0.

read_result() {  # read_result TRX EXIT_CODE: sets passed, failed, skipped and fault (empty for a sound run)
  local trx=$1 status=$2 counters total executed results
  passed=0 failed=0 skipped=0 fault=''
  if [ ! -s "$trx" ]; then
    fault="no results were written"
  else
    counters=$(grep -o '<Counters [^>]*>' "$trx" | head -n 1 || true)
    total=$(counter total) executed=$(counter executed) passed=$(counter passed)
    failed=$(($(counter failed) + $(counter error) + $(counter timeout) + $(counter aborted)))
    results=$(grep -c '<UnitTestResult ' "$trx" || true)
    skipped=$(grep -c '<UnitTestResult .*outcome="NotExecuted"' "$trx" || true)  # xunit leaves the counter of that name at 0
    if [ -z "$counters" ] || ! tail -n 1 "$trx" | grep -q '</TestRun>'; then fault="the results file is cut off"
    elif grep -q '<Text>The active test run was aborted' "$trx"; then fault="the test host crashed or was killed"
    elif [ "$total" -eq 0 ]; then fault="no test ran"
    elif [ "$results" -ne "$total" ] || [ $((executed + skipped)) -ne "$total" ]; then fault="$executed of $total tests ran, $skipped were skipped"
    elif [ $((passed + failed)) -ne "$executed" ]; then fault="$((executed - passed - failed)) tests have no outcome"
    elif [ "$failed" -eq 0 ] && ! grep -q '<ResultSummary outcome="Completed"' "$trx"; then fault="the run did not complete"
    fi
  fi
  if [ "$status" -eq 124 ]; then fault="timed out${fault:+; $fault}"
  elif [ "$status" -gt 124 ]; then fault="killed, or not started${fault:+; $fault}"
  elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then fault=${fault:-"failed without a failed test"}
  elif [ "$status" -eq 0 ] && [ "$failed" -gt 0 ]; then fault=${fault:-"succeeded with failed tests"}
  fi
  [ -z "$fault" ] || failed=$((failed + 1))
}

counter() {  # counter NAME: that attribute of $counters, or 0
  local value=${counters#*[ ]$1=\"}
  [ "$value" = "$counters" ] && echo 0 || echo "${value%%\"*}"
}
