-- Write one line of the audit, once, however often it is sent.
-- KEYS[1]  the stream of the line's day
-- KEYS[2]  the names of the lines already written to it
-- ARGV     the line's name, when the stream goes (unix s), how long names are kept (s),
--          then the line's fields and values
-- Returns 1 if the line was written now, 0 if it had been before.
if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then
  return 0
end
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('XADD', KEYS[1], '*', unpack(ARGV, 4))
redis.call('EXPIREAT', KEYS[1], ARGV[2])
return 1
