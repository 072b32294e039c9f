import { z } from 'zod';

const day = z.iso.date();

export const programmesSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        programme: z.string().meta({ description: '信贷产品代码' }),
        name: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
        issuer: z.string().nullable(),
        docNo: z.string().nullable(),
        policyId: z.string().nullable().meta({ description: '现行政策版本 the version in force today' }),
        effectiveFrom: day.nullable(),
        effectiveTo: day.nullable(),
        poolCode: z.string().nullable().meta({ description: '对应的资金池' }),
        isOpen: z.boolean().meta({ description: '是否可受理备案 whether it takes filings today' }),
        filings: z.int().meta({ description: '生效备案数 filings in force' }),
      }),
    ),
  })
  .meta({
    id: 'LoanProgrammes',
    example: {
      items: [
        {
          programme: 'KDT',
          name: { zh: '科贷通', en: 'Kedaitong' },
          issuer: 'assembled default',
          docNo: 'SYNTHETIC-DEFAULT',
          policyId: 'KDT/1',
          effectiveFrom: '2021-05-01',
          effectiveTo: null,
          poolCode: 'KDT-SZ',
          isOpen: true,
          filings: 12,
        },
      ],
    },
  });
export type ProgrammeView = z.infer<typeof programmesSchema>['items'][number];
