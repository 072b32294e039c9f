import { EVENTS } from '@gusu/contracts';

const page = (title: string, body: string) =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{background:#f4f4f4;padding:1rem;overflow:auto}</style>${body}</html>`;

/** The front page: where everything is, in both languages. */
export function startPage(services: readonly string[]): string {
  const items = services.map(
    (name) => `<li><code>/api/${name}/v1</code> · <a href="/docs/${name}.json">OpenAPI</a></li>`,
  );
  return page(
    'Gusu 姑苏',
    `<h1>Gusu 姑苏</h1><p>企业培育、人才与贷款风险补偿 · Enterprise cultivation, talent, loan compensation</p>
<ul><li><a href="/docs">接口文档 Swagger</a></li><li><a href="/docs/events">事件 Events (AsyncAPI)</a></li>
<li><a href="/health">健康状况 Health</a></li>${items.join('')}</ul>`,
  );
}

/** The events for a reader; machines take the AsyncAPI document. */
export function eventsPage(): string {
  const items = EVENTS.map(
    ({ type, version, summary, example }) =>
      `<h3><code>${type}</code> v${version}</h3><p>${summary.zh} · ${summary.en}</p><pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre>`,
  );
  return page(
    'Gusu events',
    `<h1>事件 Events</h1><p><a href="/docs/events.json">AsyncAPI 3</a></p>${items.join('')}`,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char);
}

/** Swagger UI over the documents of all services, from files of this machine. */
export function swaggerPage(): string {
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><title>Gusu API</title>
<link rel="stylesheet" href="/docs/ui/swagger-ui.css"><div id="ui"></div>
<script src="/docs/ui/swagger-ui-bundle.js"></script><script src="/docs/ui/swagger-ui-standalone-preset.js"></script>
<script src="/docs/start.js"></script></html>`;
}

/** Starts Swagger UI in its page. */
export function swaggerStart(services: readonly string[]): string {
  const urls = JSON.stringify(services.map((name) => ({ name, url: `/docs/${name}.json` })));
  return `SwaggerUIBundle({urls:${urls},dom_id:'#ui',presets:[SwaggerUIBundle.presets.apis,SwaggerUIStandalonePreset],layout:'StandaloneLayout'});\n`;
}

/** Whether a caller would rather look at a page than read JSON: it names HTML, and likes JSON no better (`Accept`). */
export function prefersPage(accept = ''): boolean {
  const weight = (type: string) =>
    Math.max(
      0,
      ...accept.split(',').map((range) => {
        const [found = '', ...parameters] = range.toLowerCase().split(';');
        if (found.trim() !== type) return 0;
        const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
        return quality === undefined ? 1 : Number(quality.trim().slice(2)) || 0;
      }),
    );
  const html = weight('text/html');
  return html > 0 && html >= weight('application/json');
}
