import { describe, expect, it } from '@jest/globals';
import { readSettings } from '@gusu/http';
import { readTransportSettings } from '@gusu/messaging';
import { NODE_FLAGS } from '@gusu/service/node-flags';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SERVICES } from './processes.js';

interface Compose {
  services: Record<
    string,
    { build?: { args: { SERVICE: string } }; environment?: Record<string, string>; command?: string[] }
  >;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const image = readFileSync('deploy/images/Dockerfile', 'utf8');
const READERS = {
  service: ['libs/http/src/settings.ts', 'libs/messaging/src/nest/transport-choice.ts'],
  gateway: ['apps/gateway/src/settings.ts'],
};

/** The environment of a container: the image's, then the file's with the defaults of its variables. */
function environmentOf(name: string): Record<string, string> {
  const ofImage = [...(/^ENV (.*)$/m.exec(image)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(
    ([, key, value]) => [key, value],
  );
  const ofFile = Object.entries(compose.services[name]?.environment ?? {}).map(([key, value]) => [
    key,
    String(value).replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
  ]);
  return Object.fromEntries([...ofImage, ...ofFile]) as Record<string, string>;
}

function namesRead(files: readonly string[]): Set<string> {
  const words = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\b[A-Z][A-Z_]{2,}\b/g)]);
  return new Set(words.map(([word]) => word));
}

describe('the system in containers', () => {
  it('runs the services that the launcher runs, and the gateway', () => {
    const built = Object.values(compose.services).flatMap(({ build }) => (build ? [build.args.SERVICE] : []));
    expect(built.sort()).toEqual([...SERVICES, 'gateway'].sort());
    const provisioned = compose.services.provision?.command?.join(' ') ?? '';
    for (const service of SERVICES) expect(provisioned).toContain(service.replaceAll('-', '_'));
  });

  it('starts Node as the launcher does', () => {
    const command = /^CMD (.*)$/m.exec(image)?.[1];
    for (const flag of NODE_FLAGS) expect(command).toContain(` ${flag} `);
  });

  it.each([...SERVICES])(
    'tells %s nothing that it does not read, and everything that it needs',
    (service) => {
      const env = environmentOf(service);
      const known = namesRead([...READERS.service, `apps/${service}/src/main.ts`]);
      const ofImage = ['NODE_ENV', 'SERVICE'];
      expect(Object.keys(env).filter((name) => !known.has(name) && !ofImage.includes(name))).toEqual([]);
      const main = readFileSync(`apps/${service}/src/main.ts`, 'utf8');
      for (const [, name] of main.matchAll(/process\.env\.([A-Z_]+)/g))
        expect(env).toHaveProperty(name ?? '');
      const settings = readSettings(env);
      expect(settings).toMatchObject({ port: 8080, host: '0.0.0.0', trustProxy: 'uniquelocal' });
      expect(settings.databaseUrl).toContain(`/${service.replaceAll('-', '_')}`);
      expect(readTransportSettings(env)).toMatchObject({ events: 'kafka', brokers: ['kafka:9092'] });
    },
  );

  it('tells the gateway where every service is', () => {
    const env = environmentOf('gateway');
    const known = namesRead(READERS.gateway);
    expect(
      Object.keys(env).filter((name) => !known.has(name) && !['NODE_ENV', 'SERVICE'].includes(name)),
    ).toEqual([]);
    expect(JSON.parse(env.SERVICES ?? '')).toEqual(
      Object.fromEntries(SERVICES.map((service) => [service, `http://${service}:8080`])),
    );
  });
});
