-- Write down that a channel cannot be posted to, or that it can again.
-- KEYS[1]  the fence: the name of the newest term
-- KEYS[2]  the channels that cannot be posted to: a hash by channel
-- ARGV     the name of our term, the channel, since when and why ("" if it can again)
-- Returns 1 if that is new, 0 if it was known, -1 for a leader whose term is over.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return -1
end
if ARGV[3] == '' then
  return redis.call('HDEL', KEYS[2], ARGV[2])
end
return redis.call('HSETNX', KEYS[2], ARGV[2], ARGV[3])
