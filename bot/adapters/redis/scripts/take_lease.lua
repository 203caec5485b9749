-- Become the leader, or stay it for longer.
-- KEYS[1]  the lease: the name of the term that lasts, gone by itself when it ends
-- KEYS[2]  the fence: the name of the newest term, which every write of a leader is checked against
-- KEYS[3]  how many terms there were
-- ARGV     the name of our own term ("" if we have none), the owner of a new one, its length (ms)
-- Returns the name of our term, "" while another one lasts.
local holder = redis.call('GET', KEYS[1])
if holder then
  if holder ~= ARGV[1] then
    return ''
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return holder
end
-- A term that ran out is over, even if nobody else took the lease: what was done since then
-- was done without it, so it goes on as a new one.
local term = redis.call('INCR', KEYS[3]) .. ':' .. ARGV[2]
redis.call('SET', KEYS[2], term)
redis.call('SET', KEYS[1], term, 'PX', ARGV[3])
return term
