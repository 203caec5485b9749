-- Throw away what everybody has counted, and look after the stream.
-- KEYS[1]  the stream
-- KEYS[2]  what all our keys for it begin with; they carry its name as their hash tag
-- ARGV     our group, our consumer, how long entries stay (ms), how long an idle consumer stays (ms)
-- Returns the time (ms), entries that nobody has read (-1 if unknown), entries read and not
-- counted, entries lost so far.
local stream, ours = KEYS[1], KEYS[2]
local group, consumer, keep, idle = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

local function table_of(flat)
  local found = {}
  for n = 1, #flat, 2 do
    found[flat[n]] = flat[n + 1]
  end
  return found
end
local function parts(id)
  local ms, n = string.match(id, '^(%d+)%-(%d+)$')
  return tonumber(ms), tonumber(n)
end
local function before(a, b)
  local a_ms, a_n = parts(a)
  local b_ms, b_n = parts(b)
  return a_ms < b_ms or (a_ms == b_ms and a_n < b_n)
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

-- A consumer that is gone is forgotten with nothing in its hands; what it had in them would go with it.
for _, one in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group)) do
  local known = table_of(one)
  if known.name ~= consumer and known.pending == 0 and known.idle > idle then
    redis.call('XGROUP', 'DELCONSUMER', stream, group, known.name)
  end
end

-- Only what every group has read and acknowledged may go.
local info, mine = table_of(redis.call('XINFO', 'STREAM', stream)), {}
local least = string.format('%d-0', math.max(0, now - keep))
for _, one in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local known = table_of(one)
  local first = known['last-delivered-id']
  if known.pending > 0 then
    local oldest = redis.call('XPENDING', stream, known.name)[2]
    first = before(oldest, first) and oldest or first
  end
  least = before(first, least) and first or least
  if known.name == group then
    mine = known
  end
end

-- Trimmed away before we read them: Redis 7 counts all that were ever added and all that we read.
-- What was gone before we ever read anything is nothing that we lost.
local first, added = info['first-entry'], info['entries-added']
local read = mine['entries-read']
if added and read and mine['last-delivered-id'] ~= '0-0' then
  local trimmed = added - info.length
  local behind = not first or before(mine['last-delivered-id'], first[1])
  if behind and trimmed > read then
    local told = tonumber(redis.call('HGET', ours .. 'totals', 'trimmed') or 0)
    if trimmed - read > told then
      redis.call('HINCRBY', ours .. 'totals', 'lost', trimmed - read - told)
      redis.call('HSET', ours .. 'totals', 'trimmed', trimmed - read)
    end
  end
end
redis.call('XTRIM', stream, 'MINID', '~', least)

-- Series and processes that nobody heard of for long are forgotten.
for _, name in ipairs(redis.call('ZRANGEBYSCORE', ours .. 'series', '-inf', now - 35 * 86400000, 'LIMIT', 0, 200)) do
  redis.call('ZREM', ours .. 'series', name)
  redis.call('DEL', ours .. 'latest:' .. name)
  local service = string.match(name, '^[^|]*')
  if redis.call('HINCRBY', ours .. 'services', service, -1) <= 0 then
    redis.call('HDEL', ours .. 'services', service)
  end
end
redis.call('ZREMRANGEBYSCORE', ours .. 'instances', '-inf', now - 3600000)
for _, key in ipairs({'series', 'services', 'totals', 'touched', 'forgotten', 'instances', 'revision'}) do
  redis.call('EXPIRE', ours .. key, 36 * 86400)
end
local lost = tonumber(redis.call('HGET', ours .. 'totals', 'lost') or 0)
-- After a restart from its append-only file Redis counts entries as unread that were read.
local unread = mine['last-delivered-id'] == info['last-generated-id'] and 0 or mine.lag or -1
return {now, unread, mine.pending or 0, lost}
