-- Registers orders, with OrderIDs of its own for each thread.
-- Arguments: the path, the form without OrderID, an unused prefix of OrderIDs, and "checked" to count responses without an
-- AccessPass. That makes wrk parse the responses, which reduces the rate of KantanSim by 4%.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("threadNumber", #threads)
end

function init(arguments)
  head = "POST " .. arguments[1] .. " HTTP/1.1\r\nHost: localhost\r\n"
    .. "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
  form = arguments[2] .. "&OrderID=" .. arguments[3] .. "-" .. threadNumber .. "-"
  number = 0
  refused = 0
  if arguments[4] == "checked" then response = check end
end

function request()
  number = number + 1
  local body = form .. number
  return head .. #body .. "\r\n\r\n" .. body
end

function check(status, _, body)
  if status ~= 200 or not body:find("AccessPass=", 1, true) then refused = refused + 1 end
end

function done(summary, latency)
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  local errors = lost + math.max(refused, summary.errors.status)
  local p99 = latency:percentile(99) / 1000
  local length = summary.bytes / summary.requests
  print(string.format("measured: %d %d %d %.3f %.1f", summary.requests, errors, summary.duration, p99, length))
end
