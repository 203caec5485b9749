-- Write a state and the messages that begin with it, both or neither.
-- KEYS[1]  the fence: the name of the newest term
-- KEYS[2]  the state: a hash of text and revision
-- KEYS[3]  what is known of each message: a hash
-- ARGV     the name of our term, the revision that the state was read in, its new text,
--          then names and records of messages that begin
-- Returns the new revision, or 0 for a leader whose term is over or who read another revision.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local revision = tonumber(redis.call('HGET', KEYS[2], 'revision') or '0')
if revision ~= tonumber(ARGV[2]) then
  return 0
end
redis.call('HSET', KEYS[2], 'revision', revision + 1, 'text', ARGV[3])
for n = 4, #ARGV, 2 do
  redis.call('HSETNX', KEYS[3], ARGV[n], ARGV[n + 1])
end
return revision + 1
