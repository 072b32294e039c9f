import { refuse } from '@gusu/contracts';
import {
  Answers,
  Caller,
  Idempotency,
  type IdempotencyKey,
  Idempotent,
  Permission,
  Refusals,
  Reply,
  Summary,
} from '@gusu/http';
import { type Policy, PolicyBook } from '@gusu/policies';
import type { Actor } from '@gusu/values';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type PolicyDecisionRequest,
  policyDecisionRequestSchema,
  policyListSchema,
  type PolicyPath,
  policyPathSchema,
  policySummaryView,
  policyView,
  type PolicyView,
  policyViewSchema,
  proposalRequestSchema,
} from './policy.dto.js';
import type { PolicyProposal, WrittenPolicy } from './policy.js';
import { PolicyRepository } from './policy.repository.js';
import { PolicyService } from './policy.service.js';

@ApiTags('政策 policy')
@Controller('v1/policies')
export class PolicyController {
  constructor(
    private readonly service: PolicyService,
    private readonly policies: PolicyRepository,
    private readonly book: PolicyBook,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Permission('policy.read')
  @Answers(policyListSchema)
  @Summary({
    zh: '全部政策，含每项数值的可信程度',
    en: 'Every policy and how sure its figures are',
    description:
      '已批准的按文件顺序在前，未批准的提案在后。 Approved ones first, then proposals that are not in force.',
  })
  async list() {
    const proposals = await this.policies.list();
    const known = this.book.policies.map((policy) =>
      policySummaryView(
        policy,
        proposals.find(({ policyId }) => policyId === policy.id),
      ),
    );
    const pending = proposals
      .filter(({ status }) => status === 'proposed')
      .map((proposal) => policySummaryView(this.read(proposal), proposal));
    return { items: [...known, ...pending] };
  }

  @Get(':family/:version')
  @Permission('policy.read')
  @Refusals('policy/not-found')
  @Answers(policyViewSchema)
  @Summary({ zh: '一项政策：全文与每项数值的来源', en: 'One policy with the source of every figure' })
  async get(@Param({ schema: policyPathSchema }) { family, version }: PolicyPath): Promise<PolicyView> {
    const policyId = `${family}/${version}`;
    const proposal = await this.policies.find(policyId);
    const policy = this.book.policyById(policyId) ?? (proposal && this.read(proposal));
    if (!policy) throw refuse('policy/not-found', { policyId });
    return policyView(policy, proposal);
  }

  @Post()
  @Permission('policy.propose')
  @Refusals('policy/retroactive', 'policy/already-known')
  @Answers(policyViewSchema, { status: 201, description: '已提出 Proposed' })
  @Summary({
    zh: '提出新的政策版本，一次返回全部缺陷',
    en: 'Propose a dated policy',
    description:
      'Checked with every policy known and with its own golden cases; all defects are named at once.',
  })
  propose(
    @Body({ schema: proposalRequestSchema }) written: WrittenPolicy,
    @Caller() caller: Actor,
    @Idempotent() key: IdempotencyKey | undefined,
  ): Promise<Reply> {
    return this.idempotency.once(key, async (tx) => {
      const proposal = await this.service.propose(tx, written, caller);
      return Reply.created(policyView(this.read(proposal), proposal), `/v1/policies/${proposal.policyId}`);
    });
  }

  @Post(':family/:version/approval')
  @HttpCode(200)
  @Permission('policy.approve')
  @Refusals(
    'policy/not-found',
    'policy/self-approval',
    'policy/not-proposer',
    'policy/move-not-legal',
    'policy/retroactive',
  )
  @Answers(policyViewSchema)
  @Summary({
    zh: '批准、驳回或撤回政策提案（双人）',
    en: 'Approve, reject or withdraw a proposal; never the proposer alone',
  })
  async decide(
    @Param({ schema: policyPathSchema }) { family, version }: PolicyPath,
    @Body({ schema: policyDecisionRequestSchema }) { decision, reason }: PolicyDecisionRequest,
    @Caller() caller: Actor,
  ): Promise<PolicyView> {
    const decided = await this.service.decide(`${family}/${version}`, { move: decision, reason }, caller);
    return policyView(this.book.policyById(decided.policyId) ?? this.read(decided), decided);
  }

  // It was right when it was proposed; a text that this version of the service cannot read is one that it does not know.
  private read({ policyId, text }: PolicyProposal): Policy {
    const policy = this.book.read({ file: policyId, text });
    if (!policy) throw refuse('policy/not-found', { policyId });
    return policy;
  }
}
