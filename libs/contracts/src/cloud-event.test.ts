import { describe, expect, it } from '@jest/globals';
import { parseCloudEvent, toCloudEvent, versionOf } from './cloud-event.js';
import { EVENTS } from './events.js';
import { EnterpriseRegistered } from './events/enterprise.js';

const ID = '0192f3a0-6b0e-7c1e-9d43-2f6a5b7c8d9e';
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const event = EnterpriseRegistered.of(
  '91320594TE5T00016Q',
  EnterpriseRegistered.example,
  new Date('2021-04-15T01:00:00Z'),
);
const wire = toCloudEvent(event, { id: ID, keyVersion: 1, traceparent: TRACE });

describe('the wire form of an event', () => {
  it('is CloudEvents 1.0, whole', () => {
    expect(wire).toEqual({
      specversion: '1.0',
      id: ID,
      source: '/enterprise-registry',
      type: 'enterprise-registry.enterprise.registered',
      subject: '91320594TE5T00016Q',
      time: '2021-04-15T01:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'enterprise-registry.enterprise.registered/1',
      keyversion: 1,
      traceparent: TRACE,
      data: EnterpriseRegistered.example,
    });
  });

  it.each(EVENTS.map((type) => [type.type, type] as const))(
    'of %s survives the journey as JSON',
    (_name, type) => {
      const sent = toCloudEvent(type.of('key', type.example, new Date(0)), { id: ID, keyVersion: 7 });
      const read = parseCloudEvent(JSON.parse(JSON.stringify(sent)));
      expect(read).toEqual(sent);
      expect(versionOf(read)).toBe(type.version);
      expect('traceparent' in sent).toBe(false);
    },
  );

  it('takes the trace of the request that caused the event', () => {
    expect(toCloudEvent({ ...event, traceparent: TRACE }, { id: ID, keyVersion: 1 }).traceparent).toBe(TRACE);
  });

  it('names every attribute in lower-case letters and digits, as the specification asks', () => {
    expect(Object.keys(wire).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([]);
  });

  it.each([
    ['another version of the specification', { specversion: '0.3' }],
    ['an id that is no UUID', { id: '1' }],
    ['a source that is not the service of the type', { source: '/loan-compensation' }],
    ['a type without a noun', { type: 'enterprise-registry.registered' }],
    ['no subject', { subject: '' }],
    ['a time without a zone', { time: '2021-04-15T01:00:00' }],
    ['other content', { datacontenttype: 'text/csv' }],
    ['the schema of another type', { dataschema: 'enterprise-registry.enterprise.changed/1' }],
    ['a schema without a version', { dataschema: 'enterprise-registry.enterprise.registered' }],
    ['version zero', { dataschema: 'enterprise-registry.enterprise.registered/0' }],
    ['version zero of the key', { keyversion: 0 }],
    ['half a version of the key', { keyversion: 1.5 }],
    ['an attribute in camel case', { keyVersion: 1 }],
    ['an attribute with an underscore', { key_version: 1 }],
    ['an attribute that is a structure', { extension: { deep: true } }],
  ])('is refused with %s', (_name, change) => {
    expect(() => parseCloudEvent({ ...wire, ...change })).toThrow();
  });

  it.each(Object.keys(wire).filter((name) => name !== 'traceparent'))('is refused without %s', (name) => {
    const { [name]: _left, ...rest } = { ...wire } as Record<string, unknown>;
    expect(() => parseCloudEvent(rest)).toThrow();
  });

  it.each([undefined, null, 'text', 1, [], {}])('is refused when it is %j', (value) => {
    expect(() => parseCloudEvent(value)).toThrow();
  });

  it('may carry an attribute that is added later', () => {
    expect(parseCloudEvent({ ...wire, sequence: '7', sampled: true })).toMatchObject({
      sequence: '7',
      sampled: true,
    });
  });
});
