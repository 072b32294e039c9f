import { BodyLimit, Caller, Consumes, HandlerTimeout, Permission, Refusals, Summary } from '@gusu/http';
import type { Actor } from '@gusu/values';
import { Controller, Headers, HttpCode, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeaders, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { MESSAGE_REFUSALS, SIGNATURE_HEADERS, verdictView } from './bank-event.dto.js';
import { EventStreamService, type LineVerdict } from './event-stream.service.js';

type AllHeaders = Record<string, string | undefined>;

const LARGEST_BYTES = 1_073_741_824;
const EXAMPLE = `{"line":1,"httpStatus":202,"eventId":"20210601-000002","receiptNo":"0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11","status":"APPLIED"}
{"line":2,"httpStatus":400,"status":"REJECTED","code":"EVENT_SCHEMA","messageZh":"事件格式不符"}
{"end":true,"lines":2,"applied":1,"parked":0,"rejected":1,"duplicates":0}
`;

@ApiTags('银行事件 bank events')
@Controller('v1/bank/v1')
export class EventStreamController {
  constructor(private readonly service: EventStreamService) {}

  // Two colons are one in the address. How long a stream takes depends on who sends it, not on us.
  @Post('events::stream')
  @HttpCode(200)
  @HandlerTimeout(0)
  @Consumes('application/x-ndjson')
  @BodyLimit(LARGEST_BYTES)
  @Permission('bank-event.post', { authentication: 'signature' })
  @ApiHeaders(SIGNATURE_HEADERS)
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ schema: { type: 'string', description: '每行一条事件 one event in each line' } })
  @ApiOkResponse({
    description:
      '逐行结论，末行为合计；缺末行即未完成，可原样重发 A verdict for each line, then the sums; without them send it again',
    content: { 'application/x-ndjson': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  @Refusals(...MESSAGE_REFUSALS)
  @Summary({
    zh: '以 NDJSON 流报送事件，逐行答复',
    en: 'Post a stream of events, each line with its verdict',
  })
  async post(
    @Req() request: FastifyRequest,
    @Headers() headers: AllHeaders,
    @Caller({ optional: true }) caller?: Actor,
  ): Promise<StreamableFile> {
    const signature = {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
    };
    const verdicts = await this.service.take(request.body as Readable, signature, caller);
    return new StreamableFile(Readable.from(linesOf(verdicts), { objectMode: false }), {
      type: 'application/x-ndjson; charset=utf-8',
    });
  }
}

async function* linesOf(verdicts: AsyncIterable<LineVerdict>): AsyncGenerator<string> {
  const sums = { lines: 0, applied: 0, parked: 0, rejected: 0, duplicates: 0 };
  for await (const { line, verdict } of verdicts) {
    const view = verdictView(verdict);
    sums.lines += 1;
    if (verdict.kind === 'duplicate') sums.duplicates += 1;
    else if (view.status === 'APPLIED') sums.applied += 1;
    else if (view.status === 'PARKED') sums.parked += 1;
    else sums.rejected += 1;
    yield `${JSON.stringify({ line, ...view })}\n`;
  }
  yield `${JSON.stringify({ end: true, ...sums })}\n`;
}
