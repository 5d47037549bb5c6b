-- Posts batches that differ in their stream alone, so that none is a repeat. Environment: BODY_FILE, RUN.
local file = io.open(os.getenv("BODY_FILE"), "r")
local template = file:read("*a")
file:close()
local before, after = template:match("^(.-)STREAM(.*)$")
local run = os.getenv("RUN")
local count = 0
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function request()
  count = count + 1
  local stream = string.format("%s-%d-%08d", run, id, count)
  return wrk.format("POST", "/e", { ["Origin"] = "https://shop.example" }, before .. stream .. after)
end

function done(summary, latency)
  io.write(string.format('{"requests":%d,"errors":%d,"timeouts":%d,"seconds":%.3f,"p50":%.3f,"p99":%.3f,"p999":%.3f}\n',
    summary.requests, summary.errors.status, summary.errors.timeout, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency:percentile(99.9) / 1000))
end
