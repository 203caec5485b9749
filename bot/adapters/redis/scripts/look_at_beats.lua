-- Read the beats of the leader's loops, and by the same clock what time it is.
-- KEYS[1]  the beats: a hash of the term, and by loop "when (ms), how long it meant to wait (ms)"
-- KEYS[2]  since when the operators know of a standstill
-- Returns now (ms), that time ("" if there is none), then fields and values in turn.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local told = redis.call('GET', KEYS[2]) or ''
return {now, told, unpack(redis.call('HGETALL', KEYS[1]))}
