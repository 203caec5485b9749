-- Write what a channel wants to hear of; that it could not be posted to is forgotten.
-- KEYS[1]  the subscriptions: a hash by channel
-- KEYS[2]  the channels that cannot be posted to: a hash by channel
-- KEYS[3]  how often the subscriptions were changed
-- ARGV     the channel, the subscription
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[1])
return redis.call('INCR', KEYS[3])
