// Loaded before a service: when the launcher dies without a word, the channel to it closes and the service stops as if it were told to.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
