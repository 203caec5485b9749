-- Write and remove fields of a hash, for the leader of the newest term only.
-- KEYS[1]  the fence: the name of the newest term
-- KEYS[2]  the hash
-- ARGV     the name of our term, how many fields to remove, those fields,
--          then fields and values to write
-- Returns 1, or 0 for a leader whose term is over.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local removed = tonumber(ARGV[2])
for n = 3, 2 + removed do
  redis.call('HDEL', KEYS[2], ARGV[n])
end
for n = 3 + removed, #ARGV, 2 do
  redis.call('HSET', KEYS[2], ARGV[n], ARGV[n + 1])
end
return 1
