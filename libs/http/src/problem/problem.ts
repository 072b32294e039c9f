import {
  DEFECTS,
  defectDetail,
  refusalTitle,
  type Defect,
  type DefectCode,
  type Facts,
  type Language,
  type Refusal,
} from '@gusu/contracts';

/** RFC 9457 problem details, as every refusal, invalid request and fault is answered. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  instance: string;
  traceId: string;
  facts?: Facts;
  errors?: { pointer: string; code: string; detail: string }[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export function problemOf(
  refusal: Refusal,
  { language, instance, traceId }: { language: Language; instance: string; traceId: string },
): Problem {
  const { code, status, facts, defects } = refusal;
  return {
    type: `urn:gusu:problem:${code}`,
    title: refusalTitle(code, language),
    status,
    code,
    instance,
    traceId,
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(defects.length > 0 ? { errors: defects.map((defect) => inWords(defect, language)) } : {}),
  };
}

function inWords({ pointer, code, detail }: Defect, language: Language) {
  const words = code in DEFECTS ? defectDetail(code as DefectCode, language) : code;
  const full =
    detail === undefined ? words : language === 'zh' ? `${words}（${detail}）` : `${words} (${detail})`;
  return { pointer, code, detail: full };
}

/** Chinese, unless the caller likes English better (`Accept-Language`). */
export function languageOf(accepted: string | undefined): Language {
  if (!accepted) return 'zh';
  const weight = (language: Language) =>
    Math.max(
      0,
      ...accepted.split(',').map((range) => {
        const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
        if (tag !== language && !tag.startsWith(`${language}-`)) return 0;
        const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
        return quality === undefined ? 1 : Number(quality.trim().slice(2)) || 0;
      }),
    );
  return weight('en') > weight('zh') ? 'en' : 'zh';
}
