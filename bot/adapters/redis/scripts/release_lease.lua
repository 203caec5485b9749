-- Give the lease back, if it is ours.
-- KEYS[1]  the lease
-- ARGV     the name of our term
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
