import { Answers, Caller, Permission, Refusals, Summary } from '@gusu/http';
import { type Actor, type Clock, CLOCK, today } from '@gusu/values';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { borrowerOf } from './borrower.rules.js';
import { filingRoomsSchema, filingRoomView } from './filing-room.dto.js';
import { FilingRoomRepository } from './filing-room.repository.js';
import { roomOf } from './filing-room.rules.js';

@ApiTags('备案 filings')
@Controller('v1/enterprises/:creditCode/filing-rooms')
export class FilingRoomController {
  constructor(
    private readonly rooms: FilingRoomRepository,
    private readonly policies: PolicyVersionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('filing-room.read')
  @Answers(filingRoomsSchema)
  @Refusals('enterprise/not-found')
  @Summary({
    zh: '企业在各信贷产品下的剩余额度',
    en: 'What an enterprise could still file under each programme',
  })
  async list(@Param('creditCode') creditCode: string, @Caller() caller: Actor) {
    const on = today(this.clock);
    const borrower = borrowerOf(await this.rooms.enterprise(creditCode, caller), on);
    const held = await this.rooms.held(creditCode, on);
    const rooms = await Promise.all(
      held.map(async ({ programme, version, heldFen }) =>
        roomOf(await this.policies.policyOf(programme, version), borrower, heldFen, on),
      ),
    );
    return { items: rooms.map(filingRoomView) };
  }
}
