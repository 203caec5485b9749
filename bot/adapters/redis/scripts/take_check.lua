-- Take one check out of an hour, a person's or everybody's, or say when the next is to be had.
-- KEYS[1]  whose window it is: a sorted set of checks by the time they were taken (ms)
-- ARGV     now (ms), length of the window (ms), how many fit into it, a name for this check
-- Returns 0 when it was taken, else the time (ms) at which the oldest leaves the window.
local now, window, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
if redis.call('ZCARD', KEYS[1]) < limit then
  redis.call('ZADD', KEYS[1], now, ARGV[4])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return (tonumber(oldest[2]) or now) + window
