-- Choose rules for one scope, if nobody chose anything since they were read.
-- KEYS[1]  the rules: a hash by scope
-- KEYS[2]  how often they were changed
-- KEYS[3]  who changed what when: a stream
-- ARGV     the scope, its text ("" to have none), the revision that was read, who, when,
--          how many lines the stream keeps
-- Returns 1, or 0 where somebody was quicker.
if tonumber(redis.call('GET', KEYS[2]) or '0') ~= tonumber(ARGV[3]) then
  return 0
end
local before = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
redis.call('INCR', KEYS[2])
redis.call('XADD', KEYS[3], 'MAXLEN', ARGV[6], '*',
  'scope', ARGV[1], 'by', ARGV[4], 'at', ARGV[5], 'before', before, 'after', ARGV[2])
return 1
