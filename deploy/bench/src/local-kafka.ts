/** The broker of deploy/kafka, where Java and Maven are. */
interface KafkaLauncher {
  kafkaAvailability(): Promise<{ available: boolean; reason?: string }>;
  startKafkaForTests(): Promise<LocalKafka>;
}

export interface LocalKafka {
  brokers: string;
  stop(): Promise<void>;
}

export const LocalKafka = {
  /** A broker in a folder of its own, or why there is none. */
  async start(): Promise<LocalKafka | { reason: string }> {
    const place = new URL('../../kafka/dist/main.js', import.meta.url).href;
    const { kafkaAvailability, startKafkaForTests } = (await import(place)) as KafkaLauncher;
    const { available, reason = '' } = await kafkaAvailability();
    return available ? startKafkaForTests() : { reason };
  },
};
