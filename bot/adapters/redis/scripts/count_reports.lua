-- Acknowledge a batch of entries and add what it says, both or neither.
-- KEYS[1]  the stream
-- KEYS[2]  what all our keys for it begin with; they carry its name as their hash tag, and which
--          ones there are depends on the batch, so the others are named in here
-- ARGV     the batch as JSON, as bot/adapters/redis/reports/batches.py writes it
-- Returns an empty list if it was counted. Otherwise nothing was changed, and these are
-- {"gone", ids that this consumer no longer has to count} or
-- {"seen", who, word, bits, …}: reports that were counted before.
local stream, ours, batch = KEYS[1], KEYS[2], cjson.decode(ARGV[1])
local OTHER = '_OTHER'

-- Is each entry still ours to count?
local ids, waiting = batch.ids, {}
local found = redis.call('XPENDING', stream, batch.group, ids[1], ids[#ids], 4000, batch.consumer)
for _, entry in ipairs(found) do
  waiting[entry[1]] = true
end
local gone = {'gone'}
for _, id in ipairs(ids) do
  if not waiting[id] then
    gone[#gone + 1] = id
  end
end
if #gone > 1 then
  return gone
end

-- Was one of the reports counted before? A word of 32 counters lies where those of a later round lie.
local seen, fresh = {'seen'}, {}
for n, word in ipairs(batch.seen) do
  local who, place, number, bits = word[1], word[2], word[3], word[4]
  local before = redis.call('HGET', ours .. 'seen:' .. who, place)
  local known, had = string.match(before or '', '^(%d+):(%d+)$')
  known = tonumber(known or -1)
  if known == number then
    local twice = bit.band(tonumber(had), bits)
    if twice ~= 0 then
      for _, part in ipairs({who, string.format('%d', number), string.format('%d', twice)}) do
        seen[#seen + 1] = part
      end
    end
    bits = bit.bor(tonumber(had), bits)
  end
  if known <= number then  -- of what lies a round back nothing is known any more
    fresh[n] = string.format('%d:%d', number, bits % 4294967296)
  end
end
if #seen > 1 then
  return seen
end

-- From here on everything is written.
redis.call('XACK', stream, batch.group, unpack(ids))
for n, word in ipairs(batch.seen) do
  local key = ours .. 'seen:' .. word[1]
  if fresh[n] then
    redis.call('HSET', key, word[2], fresh[n])
  end
  redis.call('EXPIRE', key, 3600)
  redis.call('ZADD', ours .. 'instances', 'GT', batch.at, word[1])
end
local most_instances = 4 * batch.most
local too_many = redis.call('ZCARD', ours .. 'instances') - most_instances
if too_many > 0 then
  local oldest = redis.call('ZPOPMIN', ours .. 'instances', too_many)
  for n = 1, #oldest, 2 do
    redis.call('DEL', ours .. 'seen:' .. oldest[n])
  end
end
for _, total in ipairs(batch.totals) do
  redis.call('HINCRBY', ours .. 'totals', total[1], total[2])
end

-- Series are bounded: first a new model has no name of its own any more, then a new service.
local all = ours .. 'series'
local function known_as(service, model)
  local name = service .. '|' .. model
  if redis.call('ZSCORE', all, name) then
    return name
  end
  local many = redis.call('ZCARD', all)
  local of_service = tonumber(redis.call('HGET', ours .. 'services', service) or 0)
  local room = many < batch.most and of_service < math.max(1, math.floor(batch.most / 5))
  if not room and model ~= OTHER then
    return known_as(service, OTHER)
  end
  if many >= batch.most + math.floor(batch.most / 10) and service ~= OTHER then
    return known_as(OTHER, OTHER)
  end
  redis.call('HINCRBY', ours .. 'services', service, 1)
  return name
end

-- The median gap of the last arrivals, in steps of 10 s.
local function median_gap(arrivals)
  local gaps = {}
  for n = 2, #arrivals do
    gaps[n - 1] = arrivals[n] - arrivals[n - 1]
  end
  table.sort(gaps)
  return gaps[math.floor((#gaps + 1) / 2)] or 1
end

-- When it reported: the last 21 arrivals, and since when without a gap that means something.
local function arrive(line, had, changed)
  local arrivals, run, before = {}, tonumber(had.run or line.first), tonumber(had.last or line.first)
  for one in string.gmatch(had.arrivals or '', '%d+') do
    arrivals[#arrivals + 1] = tonumber(one)
  end
  local new = false
  for _, one in ipairs(line.arrivals) do
    if #arrivals == 0 or one > arrivals[#arrivals] then
      local gap = tonumber(had.interval) or median_gap(arrivals) * 10000
      if one * 10000 - before > math.max(3 * gap, 120000) then
        run = math.max(one * 10000, line.first)
      end
      arrivals[#arrivals + 1], before, new = one, one * 10000, true
    end
  end
  if new then
    changed[#changed + 1] = 'arrivals'
    changed[#changed + 1] = table.concat(arrivals, ',', math.max(1, #arrivals - 20))
    changed[#changed + 1] = 'run'
    changed[#changed + 1] = string.format('%d', run)
  end
  return new
end

-- Labels and gauges are bounded too: where there are too many, the ones unheard of for longest go.
local function make_room(key)
  local all_of_it, labels = redis.call('HGETALL', key), {}
  for n = 1, #all_of_it, 2 do
    local at = string.match(all_of_it[n + 1], '^(%d+)|')
    if at and string.find(all_of_it[n], '^[sknq]:') then
      labels[#labels + 1] = {tonumber(at), all_of_it[n]}
    end
  end
  table.sort(labels, function(a, b) return a[1] > b[1] or (a[1] == b[1] and a[2] > b[2]) end)
  for n = 25, #labels do
    redis.call('HDEL', key, labels[n][2], 'f' .. string.sub(labels[n][2], 2))
  end
end

local function say(line, name)
  local key = ours .. 'latest:' .. name
  local kept = redis.call('HMGET', key, 'first', 'last', 'at', 'arrivals', 'run', 'interval')
  local had = {arrivals = kept[4], run = kept[5]}
  had.last = kept[2] or nil
  had.interval = kept[6] and string.match(kept[6], '|(%d+)$') or nil
  local changed, newest = {}, tonumber(kept[3] or -1)
  if not kept[1] or line.first < tonumber(kept[1]) then
    changed = {'first', string.format('%d', line.first)}
  end
  if not kept[2] or line.last > tonumber(kept[2]) then
    changed[#changed + 1] = 'last'
    changed[#changed + 1] = string.format('%d', line.last)
  end
  local new = arrive(line, had, changed)
  local latest = newest
  for _, one in ipairs(line.said) do
    local field, at, text = one[1], one[2], one[3]
    local later = at > newest
    if not later then
      local before = redis.call('HGET', key, field)
      local when, what = string.match(before or '', '^(%d+)|(.*)$')
      when = tonumber(when or -1)
      later = at > when or (at == when and text > what)
    end
    if later then
      changed[#changed + 1] = field
      changed[#changed + 1] = string.format('%d', at) .. '|' .. text
    end
    if string.sub(field, 1, 2) == 'k:' then
      redis.call('HSETNX', key, 'f:' .. string.sub(field, 3), string.format('%d', at))
    end
    latest = math.max(latest, at)
  end
  if latest > newest then
    changed[#changed + 1] = 'at'
    changed[#changed + 1] = string.format('%d', latest)
  end
  if #changed > 0 and redis.call('HSET', key, unpack(changed)) > 0 and redis.call('HLEN', key) > 110 then
    make_room(key)
  end
  if new then
    redis.call('EXPIRE', key, 36 * 86400)
  end
  return key
end

-- 32 errors have a name in each series; the others are counted together.
local function error_known_as(latest, error)
  if error == OTHER or redis.call('HEXISTS', latest, 'e:' .. error) == 1 then
    return error
  end
  if tonumber(redis.call('HGET', latest, 'errors') or 0) >= 32 then
    return OTHER
  end
  redis.call('HINCRBY', latest, 'errors', 1)
  redis.call('HSET', latest, 'e:' .. error, '')
  return error
end

-- A sum that no 64 bits hold stays what it is: a script must not end half way.
local function raise(key, field, by)
  if by ~= 0 then
    redis.pcall('HINCRBY', key, field, by)
  end
end
local function lift(key, field, to)
  if to > tonumber(redis.call('HGET', key, field) or 0) then
    redis.call('HSET', key, field, string.format('%.17g', to))
  end
end

local revision = redis.call('INCR', ours .. 'revision')
for _, line in ipairs(batch.lines) do
  local name = known_as(line.service, line.model)
  redis.call('ZADD', all, 'GT', line.last, name)
  local latest, spelt = say(line, name), {}
  for _, slot in ipairs(line.slots) do
    -- width, start of the chunk (s), end of its time to live (s), place in it, then what it gains
    local key = ours .. slot[1] .. ':' .. slot[2] .. ':' .. name
    local at, sums = slot[4], slot[5]
    if redis.pcall('HINCRBY', key, at .. 'c', sums[1]) == sums[1] then
      redis.call('EXPIREAT', key, slot[3])
    end
    raise(key, at .. 'i', sums[2])
    raise(key, at .. 'o', sums[3])
    raise(key, at .. 'k', sums[4])
    raise(key, at .. 'd', sums[5])
    if sums[6] > 0 then
      lift(key, at .. 'm', sums[6])
    end
    for error, n in pairs(slot[6]) do
      spelt[error] = spelt[error] or error_known_as(latest, error)
      raise(key, at .. 'e' .. spelt[error], n)
    end
    for quota, used in pairs(slot[7]) do
      if redis.call('HLEN', key) < 1000 then  -- whoever makes up names fills no more than this
        lift(key, at .. 'q' .. quota, used)
      end
    end
  end
  for _, slot in ipairs(line.touched) do
    redis.call('ZADD', ours .. 'touched', revision, slot .. '|' .. name)
  end
end

-- What changed is remembered for whoever looks every few seconds; who comes later reads everything.
local over = redis.call('ZCARD', ours .. 'touched') - math.max(1000, 12 * batch.most)
if over > 0 then
  local last = redis.call('ZRANGE', ours .. 'touched', over, over, 'WITHSCORES')
  redis.call('ZREMRANGEBYSCORE', ours .. 'touched', '-inf', last[2])
  redis.call('SET', ours .. 'forgotten', last[2])
end
return {}
