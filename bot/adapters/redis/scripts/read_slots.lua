-- The slots of several series, the empty ones left out, in one go.
-- KEYS[1]  what all our keys for a stream begin with; they carry its name as their hash tag
-- ARGV     letter and length (s) of the stretches, first and last of them (s), then series
-- Returns for each stretch that is there: the series, its start, its fields and values.
local ours, letter, length = KEYS[1], ARGV[1], tonumber(ARGV[2])
local found = {}
for n = 5, #ARGV do
  for start = tonumber(ARGV[3]), tonumber(ARGV[4]), length do
    local kept = redis.call('HGETALL', ours .. letter .. ':' .. string.format('%d', start) .. ':' .. ARGV[n])
    if #kept > 0 then
      found[#found + 1] = {ARGV[n], start, kept}
    end
  end
end
return found
