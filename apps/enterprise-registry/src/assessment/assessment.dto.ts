import { HANDLING_STEPS, POLICY_ACTIONS, SUMMARIES } from '@gusu/policies';
import { type Actor, hasRole, type LocalDate, localDateOf, PROGRAMME_NAMES, PROGRAMMES } from '@gusu/values';
import { z } from 'zod';
import { isPast } from '../deadline/working-day.rules.js';
import { reasonSchema } from '../enterprise/enterprise.dto.js';
import { plainTextSchema } from '../enterprise/fact.dto.js';
import {
  type Assessment,
  ASSESSMENT_STATUSES,
  PUBLIC_STATUS_OF,
  PUBLIC_STATUSES,
  type PublicStatus,
  type SeenAssessment,
} from './assessment.js';
import { movesOf } from './assessment.rules.js';

const programme = z.enum(PROGRAMMES).meta({ description: '认定项目', example: 'highTechEnterprise' });
const day = z.string().meta({ description: 'YYYY-MM-DD, Asia/Shanghai', example: '2026-07-01' });
const choices = z
  .record(z.string().max(40), z.string().max(40))
  .refine((given) => Object.keys(given).length <= 20, { params: { defect: 'TOO_LONG' } })
  .meta({
    description: '所选评价指标：指标 → 选项 the option chosen for an indicator that leaves a choice',
    example: {},
  });

export const assessmentIdSchema = z.uuid();

export const draftRequestSchema = z
  .strictObject({
    programme,
    action: z.enum(POLICY_ACTIONS).default('initial'),
    choices: choices.default({}),
  })
  .meta({ id: 'AssessmentDraftRequest' });

export const submissionRequestSchema = z
  .strictObject({
    isCommitted: z
      .literal(true)
      .meta({ description: '已签署真实性承诺书 the commitment to truth is signed', example: true }),
  })
  .meta({ id: 'AssessmentSubmissionRequest' });

export const correctionRequestSchema = z
  .strictObject({ choices: choices.optional() })
  .meta({ id: 'AssessmentCorrectionRequest' });

const formDefect = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,49}$/)
    .meta({ example: 'AUDIT_REPORT_UNREADABLE' }),
  detail: plainTextSchema(500).meta({ example: '2025年度审计报告缺附注' }),
});

export const returnRequestSchema = z
  .strictObject({
    defects: z
      .array(formDefect)
      .min(1)
      .max(50)
      .meta({ description: '一次性告知全部问题 everything that is wrong, at once' }),
  })
  .meta({ id: 'AssessmentReturnRequest' });

export const endRequestSchema = z.strictObject({ reason: reasonSchema }).meta({ id: 'AssessmentEndRequest' });

export const manualDecisionsRequestSchema = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          criterionId: z.string().max(40).meta({ example: 'H4' }),
          outcome: z.enum(['MET', 'UNMET']),
          reason: reasonSchema,
        }),
      )
      .min(1)
      .max(50),
  })
  .meta({ id: 'ManualDecisionsRequest' });

const handlingSchema = z
  .strictObject({
    step: z.enum(HANDLING_STEPS),
    since: day,
    promisedDueOn: day
      .optional()
      .meta({ description: '承诺办结日 promised; absent until the holidays are known' }),
    legalDueOn: day.optional().meta({ description: '法定办结日 by law' }),
    isPromiseOverdue: z.boolean(),
    isLegallyOverdue: z.boolean(),
  })
  .meta({
    id: 'Handling',
    description: '办理期限；特别程序、补正期间与办结后没有 none while the clock stands still',
    example: {
      step: 'districtReview',
      since: '2026-07-01',
      promisedDueOn: '2026-07-15',
      legalDueOn: '2026-07-29',
      isPromiseOverdue: false,
      isLegallyOverdue: false,
    },
  });

export const assessmentViewSchema = z
  .strictObject({
    assessmentId: z.uuid(),
    creditCode: z.string(),
    programme,
    title: z.string().meta({ example: '高新技术企业' }),
    action: z.enum(POLICY_ACTIONS),
    status: z.enum(ASSESSMENT_STATUSES),
    publicStatus: z
      .strictObject({ code: z.enum(Object.keys(PUBLIC_STATUSES) as [PublicStatus]), name: z.string() })
      .meta({ description: '一网通办办件状态', example: { code: 'underReview', name: '审核中' } }),
    districtCode: z.string(),
    choices,
    batchId: z.uuid().optional().meta({ description: '申报批次' }),
    applyDate: day.optional(),
    policyId: z.string().optional().meta({ example: 'hnte/2016-32' }),
    policyHash: z.string().optional(),
    summary: z.enum(SUMMARIES).optional(),
    isFactsChanged: z
      .boolean()
      .optional()
      .meta({ description: '所用年度数据已更正，须确认或重新提交 FACTS_CHANGED: confirm or submit again' }),
    returns: z.int(),
    dueOn: day.optional(),
    handling: handlingSchema.optional(),
    defects: z.array(formDefect),
    decisionReason: z.string().optional(),
    reviewedQualificationId: z.uuid().optional(),
    moves: z.array(z.string()).meta({ description: '本人当前可办的下一步 what this caller may do now' }),
    handledBy: z
      .strictObject({
        submittedBy: z.string().optional(),
        recommendedBy: z.string().optional(),
        proposedBy: z.string().optional(),
        approvedBy: z.string().optional(),
      })
      .optional(),
    openedAt: z.iso.datetime(),
    recordedAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({ id: 'AssessmentView' });
export type AssessmentView = z.infer<typeof assessmentViewSchema>;
export const assessmentListSchema = z.strictObject({ items: z.array(assessmentViewSchema) });

/** Against both limits: the one that was promised and the one that the law sets. */
function handlingView({ handling }: Assessment, today: LocalDate) {
  if (!handling) return undefined;
  const { promisedDueOn, legalDueOn } = handling;
  return {
    ...handling,
    isPromiseOverdue: isPast(promisedDueOn, today),
    isLegallyOverdue: isPast(legalDueOn, today),
  };
}

/** Who handled a case is for officers and auditors; the enterprise sees what was decided, not by whom. */
export function assessmentView(
  assessment: Assessment | SeenAssessment,
  caller: Actor,
  today = localDateOf(assessment.recordedAt),
): AssessmentView {
  const { frozen, programme: of, submittedBy, recommendedBy, proposedBy, approvedBy } = assessment;
  const code = PUBLIC_STATUS_OF[assessment.status];
  const isApplicant = hasRole(caller, 'enterprise-admin', 'enterprise-staff');
  return {
    assessmentId: assessment.assessmentId,
    creditCode: assessment.creditCode,
    programme: of,
    title: PROGRAMME_NAMES[of],
    action: assessment.action,
    status: assessment.status,
    publicStatus: { code, name: PUBLIC_STATUSES[code] },
    districtCode: assessment.districtCode,
    choices: { ...assessment.choices },
    batchId: assessment.batchId,
    applyDate: frozen?.applyDate,
    policyId: frozen?.policyId,
    policyHash: frozen?.policyHash,
    summary: frozen?.summary,
    isFactsChanged: 'isFactsChanged' in assessment ? assessment.isFactsChanged : undefined,
    returns: assessment.returns,
    dueOn: assessment.dueOn,
    handling: handlingView(assessment, today),
    defects: [...assessment.defects],
    decisionReason: assessment.decisionReason,
    reviewedQualificationId: assessment.reviewedQualificationId,
    moves: movesOf(assessment, caller),
    handledBy: isApplicant ? undefined : { submittedBy, recommendedBy, proposedBy, approvedBy },
    openedAt: assessment.openedAt.toISOString(),
    recordedAt: assessment.recordedAt.toISOString(),
    version: assessment.version,
  };
}

export const copyQuerySchema = z.strictObject({
  format: z.enum(['json', 'csv', 'html']).default('json').meta({ description: '下载格式', example: 'html' }),
});

export const reproductionSchema = z
  .strictObject({
    resultHash: z.string(),
    isReproduced: z
      .boolean()
      .meta({ description: '以冻结数据重算，逐字节一致 judged again, the bytes are the same' }),
  })
  .meta({ id: 'AssessmentReproduction' });
