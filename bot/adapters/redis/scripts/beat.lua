-- Write down which of the leader's loops have beaten; the beats of an earlier term are forgotten.
-- KEYS[1]  the fence: the name of the newest term
-- KEYS[2]  the beats: a hash of the term, and by loop "when (ms), how long it meant to wait (ms)"
-- ARGV     the name of our term, then loops, how long ago (ms) and how long they mean to wait (ms)
-- Returns 1, or 0 for a leader whose term is over.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if redis.call('HGET', KEYS[2], 'term') ~= ARGV[1] then
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[2], 'term', ARGV[1])
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for n = 2, #ARGV, 3 do
  local at = string.format('%.0f', now - ARGV[n + 1])
  redis.call('HSET', KEYS[2], 'loop:' .. ARGV[n], at .. ' ' .. ARGV[n + 2])
end
return 1
