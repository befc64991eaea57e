-- Requests for wrk: one query again and again, or another one each time. What came of them is printed at the end.
local address, query, tail, fresh = os.getenv("ADDRESS"), os.getenv("QUERY"), os.getenv("TAIL"), os.getenv("FRESH")
local begin, number = 0, 0

function init()
  math.randomseed(os.time())
  begin = math.random(1, 1000000) * 1000000
end

function request()
  if fresh == "1" then number = number + 1 end
  local text = query:gsub("NUMBER", string.format("%.0f", begin + number))
  local encoded = text:gsub("[^%w]", function(c) return string.format("%%%02X", string.byte(c)) end)
  return wrk.format("GET", address .. "?query=" .. encoded .. tail)
end

function done(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  local answered = summary.requests - summary.errors.status
  io.write(string.format("RESULT %d %d %d %d\n", answered, failed, summary.duration, latency:percentile(99)))
end
