export { kafkaAvailability, type Availability } from './broker-files.js';
export { startKafka, startKafkaForTests, type KafkaOptions, type RunningKafka } from './kafka-broker.js';
