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
local seen, fresh, begun = {'seen'}, {}, {}
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
    begun[n] = known < number and 1 or 0  -- a word that nothing was written in before
    fresh[n] = string.format('%d:%d', number, bits % 4294967296)
  end
end
if #seen > 1 then
  return seen
end

-- From here on everything is written. Calls of Redis are what this costs, so what belongs together
-- is read with one and written with one.
redis.call('XACK', stream, batch.group, unpack(ids))
local function call_with(command, key, list)
  for n = 1, #list, 1000 do
    redis.call(command, key, unpack(list, n, math.min(n + 999, #list)))
  end
end
local instances = {}
for n, word in ipairs(batch.seen) do
  local key = ours .. 'seen:' .. word[1]
  if fresh[n] and redis.call('HSET', key, word[2], fresh[n]) + begun[n] > 0 then
    redis.call('EXPIRE', key, 3600)
    instances[#instances + 1] = batch.at
    instances[#instances + 1] = word[1]
  end
end
if #instances > 0 then
  call_with('ZADD', ours .. 'instances', instances)
  local too_many = redis.call('ZCARD', ours .. 'instances') - 4 * batch.most
  if too_many > 0 then
    local oldest = redis.call('ZPOPMIN', ours .. 'instances', too_many)
    for n = 1, #oldest, 2 do
      redis.call('DEL', ours .. 'seen:' .. oldest[n])
    end
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
  redis.call('ZADD', all, 0, name)
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
  local newest = tonumber(string.match(had.arrivals or '', '(%d+)$') or -1)
  if line.arrivals[#line.arrivals] <= newest then
    return false
  end
  local arrivals = {}
  for one in string.gmatch(had.arrivals or '', '%d+') do
    arrivals[#arrivals + 1] = tonumber(one)
  end
  local run, before = tonumber(had.run or line.first), tonumber(had.last or line.first)
  for _, one in ipairs(line.arrivals) do
    if one > newest then
      local gap = had.interval or median_gap(arrivals) * 10000
      if one * 10000 - before > math.max(3 * gap, 120000) then
        run = math.max(one * 10000, line.first)
      end
      arrivals[#arrivals + 1], before = one, one * 10000
    end
  end
  changed[#changed + 1] = 'arrivals'
  changed[#changed + 1] = table.concat(arrivals, ',', math.max(1, #arrivals - 20))
  changed[#changed + 1] = 'run'
  changed[#changed + 1] = run
  return true
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

-- What it says of itself. Of two that say something the later one stays, at one time the greater text.
local function add_said(line, key, newest, changed)
  local latest = newest
  for _, one in ipairs(line.said) do
    local field, at, text = one[1], one[2], one[3]
    local later = at > newest
    if not later then
      local when, what = string.match(redis.call('HGET', key, field) or '', '^(%d+)|(.*)$')
      when = tonumber(when or -1)
      later = at > when or (at == when and text > what)
    end
    if later then
      changed[#changed + 1] = field
      changed[#changed + 1] = string.format('%d|', at) .. text
    end
    if string.sub(field, 1, 2) == 'k:' then
      redis.call('HSETNX', key, 'f:' .. string.sub(field, 3), at)
    end
    latest = math.max(latest, at)
  end
  if latest > newest then
    changed[#changed + 1] = 'at'
    changed[#changed + 1] = latest
  end
end

-- 32 errors have a name in each series; the others are counted together.
local function spell_errors(line, kept, changed)
  local spelt, many = {[OTHER] = OTHER}, tonumber(kept[7] or 0)
  local before = many
  for n, error in ipairs(line.errors) do
    if kept[7 + n] then
      spelt[error] = error
    elseif error ~= OTHER then
      spelt[error] = many < 32 and error or OTHER
      if many < 32 then
        many = many + 1
        changed[#changed + 1] = 'e:' .. error
        changed[#changed + 1] = ''
      end
    end
  end
  if many > before then
    changed[#changed + 1] = 'errors'
    changed[#changed + 1] = many
  end
  return spelt
end

local function say(line)
  local name = line.service .. '|' .. line.model
  local key = ours .. 'latest:' .. name
  local asked = {'first', 'last', 'at', 'arrivals', 'run', 'interval', 'errors'}
  for n, error in ipairs(line.errors) do
    asked[7 + n] = 'e:' .. error
  end
  local kept = redis.call('HMGET', key, unpack(asked))
  if not kept[1] then  -- a new one, or one for which there was no room
    name = known_as(line.service, line.model)
    key = ours .. 'latest:' .. name
    kept = redis.call('HMGET', key, unpack(asked))
  end
  local changed = {}
  if not kept[1] or line.first < tonumber(kept[1]) then
    changed = {'first', line.first}
  end
  if not kept[2] or line.last > tonumber(kept[2]) then
    changed[#changed + 1] = 'last'
    changed[#changed + 1] = line.last
  end
  local interval = tonumber(string.match(kept[6] or '', '|(%d+)$') or 0)
  local had = {last = kept[2], arrivals = kept[4], run = kept[5], interval = interval > 0 and interval}
  local new = arrive(line, had, changed)
  add_said(line, key, tonumber(kept[3] or -1), changed)
  local spelt = spell_errors(line, kept, changed)
  if #changed > 0 and redis.call('HSET', key, unpack(changed)) > 0 and redis.call('HLEN', key) > 110 then
    make_room(key)
  end
  if new then
    redis.call('EXPIRE', key, 36 * 86400)
    redis.call('ZADD', all, 'GT', line.last, name)
  end
  return name, spelt
end

-- One slot: sums are added, of maxima the larger one stays. All but errors and quotas lies in one
-- field. Beyond 2^53 a sum stays what it is.
local function add_up(had, gain)
  local has = tonumber(had or 0) + gain
  return has > 9007199254740992 and tonumber(had) or has
end
local function add(name, letter, length, width, lasts, start, gain, spelt)
  local chunk = start - start % length
  local key = ours .. letter .. ':' .. string.format('%d', chunk) .. ':' .. name
  local place = string.char(48 + (start - chunk) / width)
  local fields, by = {place}, {}
  for error, n in pairs(gain[7]) do
    local field = place .. 'e' .. spelt[error]
    if not by[field] then
      fields[#fields + 1] = field
    end
    by[field] = (by[field] or 0) + n
  end
  local kept, changed = redis.call('HMGET', key, unpack(fields)), {}
  local c, i, o, k, d, m = string.match(kept[1] or '', '^(%d+),(%d+),(%d+),(%d+),(%d+),(%d+)$')
  changed[1], changed[2] = place, string.format('%.0f,%.0f,%.0f,%.0f,%.0f,%.0f',
    add_up(c, gain[1]), add_up(i, gain[2]), add_up(o, gain[3]), add_up(k, gain[4]),
    add_up(d, gain[5]), math.max(tonumber(m or 0), gain[6]))
  for n = 2, #fields do
    changed[2 * n - 1], changed[2 * n] = fields[n], add_up(kept[n], by[fields[n]])
  end
  redis.call('HSET', key, unpack(changed))
  if not c then
    redis.call('EXPIREAT', key, chunk + length + lasts)
  end
  return key, place
end

-- Quotas are gauges: of each hour the highest stays. Whoever makes up names fills no more than this.
local function lift(key, place, quotas)
  for quota, used in pairs(quotas) do
    local field = place .. 'q' .. quota
    local had = redis.call('HGET', key, field)
    if used > tonumber(had or -1) and (had or redis.call('HLEN', key) < 1000) then
      redis.call('HSET', key, field, used)
    end
  end
end

local fine, minute, hour = batch.widths[1], batch.widths[2], batch.widths[3]
local revision, touched = redis.call('INCR', ours .. 'revision'), {}
for _, line in ipairs(batch.lines) do
  local name, spelt = say(line)
  for _, slot in ipairs(line.slots) do
    local start, gain = slot[1], slot[2]
    add(name, fine[1], fine[2], fine[3], fine[4], start, gain, spelt)
    add(name, minute[1], minute[2], minute[3], minute[4], start - start % 60, gain, spelt)
    local key, place = add(name, hour[1], hour[2], hour[3], hour[4], start - start % 3600, gain, spelt)
    lift(key, place, gain[8])
    touched[#touched + 1] = revision
    touched[#touched + 1] = string.format('%d|', start / 10) .. name
  end
  for _, slot in ipairs(line.late) do  -- too late for anything but a quota
    local key, place = add(name, hour[1], hour[2], hour[3], hour[4], slot[1], slot[2], spelt)
    lift(key, place, slot[2][8])
  end
end
call_with('ZADD', ours .. 'touched', touched)

-- What changed is remembered for whoever looks every few seconds; who comes later reads everything.
local over = redis.call('ZCARD', ours .. 'touched') - math.max(1000, 12 * batch.most)
if over > 0 then
  local last = redis.call('ZRANGE', ours .. 'touched', over, over, 'WITHSCORES')
  redis.call('ZREMRANGEBYSCORE', ours .. 'touched', '-inf', last[2])
  redis.call('SET', ours .. 'forgotten', last[2])
end
return {}
