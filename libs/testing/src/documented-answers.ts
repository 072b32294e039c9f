import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** An answer as a test sees it. */
export interface SeenAnswer {
  status: number;
  text: string;
  body: unknown;
}

interface Described {
  content?: Record<string, { schema?: object; examples?: Record<string, unknown> }>;
}
interface Operation {
  responses: Record<string, Described | undefined>;
}
interface OpenApi {
  paths: Record<string, Record<string, Operation | undefined>>;
}

/** Holds every answer that a test gets against what the service's own document says about the endpoint. */
export class DocumentedAnswers {
  private readonly document: OpenApi;
  private readonly patterns: { pattern: RegExp; path: string }[];
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();

  /** @param document the OpenAPI document of the service, as it gives it out */
  constructor(document: string) {
    this.document = JSON.parse(document) as OpenApi;
    this.ajv.addSchema(this.document, 'document');
    // An address with a word in a place stands before one with a parameter there.
    const paths = Object.keys(this.document.paths).sort((a, b) => a.split('{').length - b.split('{').length);
    this.patterns = paths.map((path) => ({ path, pattern: patternOf(path) }));
  }

  /** @throws Error when the answer is one of which the document says nothing */
  check(method: string, url: string, reply: SeenAnswer): void {
    const path = this.patterns.find(({ pattern }) => pattern.test(url.split('?')[0] ?? ''))?.path;
    const operation = path === undefined ? undefined : this.document.paths[path]?.[method];
    if (path === undefined || !operation) return;
    const where = `${method} ${path} answered ${reply.status}`;
    const described = operation.responses[String(reply.status)];
    if (!described) throw new Error(`${where} ${reply.text.slice(0, 200)}, which is not documented`);
    if (reply.status < 400) return this.checkBody(where, path, { method, reply, described });
    const codes = Object.keys(described.content?.['application/problem+json']?.examples ?? {});
    const { code } = reply.body as { code: string };
    if (!codes.includes(code)) throw new Error(`${where} ${code}, which is not documented`);
  }

  private checkBody(where: string, path: string, answer: Answer): void {
    const { method, reply, described } = answer;
    if (!described.content?.['application/json']?.schema) return;
    const pointer = ['paths', path, method, 'responses', String(reply.status), 'content', 'application/json'];
    const at = pointer.map((step) => encodeURIComponent(step.replaceAll('/', '~1'))).join('/');
    const validate = this.validators.get(at) ?? this.ajv.compile({ $ref: `document#/${at}/schema` });
    this.validators.set(at, validate);
    if (!validate(reply.body))
      throw new Error(`${where} other than documented: ${this.ajv.errorsText(validate.errors)}`);
  }
}

interface Answer {
  method: string;
  reply: SeenAnswer;
  described: Described;
}

function patternOf(path: string): RegExp {
  const source = path
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`);
}
