import type { Desk } from './worklist.js';

/** How a kind names the columns of what waits; `id` and `kind` are text. */
interface Waiting {
  kind: string;
  id: string;
  due: string;
  since: string;
}

// Instants are stored finer than a cursor carries them; cut to millis, what is equal here is equal there.
const behind = ({ kind, id, due, since }: Waiting) =>
  `coalesce(${due}, 'infinity') >= $6::date
    and (coalesce(${due}, 'infinity'), date_trunc('milliseconds', ${since}), ${kind}, ${id})
      > ($6::date, $7::timestamptz, $8::text, $9::text)
    and ($5::date is null or ${due} <= $5)`;

// An equation where it can be one: `$2 is null or …` would hide from the planner that the index begins with the district.
const of = (column: string, isOfDistrict: boolean) =>
  isOfDistrict ? `${column} = $2::text` : '$2::text is null';

const OF_DISTRICT = `a.status in ('submitted', 'formCheck', 'districtReview')`;
const OF_CITY = `a.status in ('recommended', 'cityReview', 'expertReview', 'proposed')`;

function registrations(isOfDistrict: boolean): string {
  const waiting = { kind: `'registration'`, id: 'credit_code', due: 'verify_by', since: 'recorded_at' };
  return `
    select 'registration' as kind, credit_code as id, status, credit_code, null as heading, district_code, null as programme,
      verify_by as due_on, date_trunc('milliseconds', recorded_at) as since
    from enterprise
    where status = 'pendingVerification' and ${of('district_code', isOfDistrict)} and $4::text is null and ${behind(waiting)}
    order by coalesce(verify_by, 'infinity'), recorded_at, credit_code`;
}

function facts(isOfDistrict: boolean): string {
  const waiting = { kind: 'f.kind', id: 'f.fact_id', due: 'null::date', since: 'f.since' };
  return `
    select f.kind, f.fact_id, 'submitted', f.credit_code, null, f.district_code, null, null::date, date_trunc('milliseconds', f.since)
    from fact_to_verify f
    where ${of('f.district_code', isOfDistrict)} and $4::text is null and f.since >= $10::timestamptz and ${behind(waiting)}
    order by f.since, f.kind, f.fact_id`;
}

// The statuses as words beside the parameter: by a parameter alone the planner would not find the index of the phase.
function assessments(phase: string, isOfDistrict: boolean): string {
  const waiting = {
    kind: `'assessment'`,
    id: 'a.assessment_id::text',
    due: 'a.handling_due_on',
    since: 'a.recorded_at',
  };
  return `
    select 'assessment', a.assessment_id::text, a.status, a.credit_code, null, a.district_code, a.programme, a.handling_due_on,
      date_trunc('milliseconds', a.recorded_at)
    from assessment a
    where a.status = any($3::text[]) and ${phase} and ${of('a.district_code', isOfDistrict)}
      and ($4::text is null or a.programme = $4) and ${behind(waiting)}
    order by coalesce(a.handling_due_on, 'infinity'), a.recorded_at, a.assessment_id`;
}

function notices(isOfDistrict: boolean): string {
  const waiting = {
    kind: `'publicNotice'`,
    id: 'n.notice_id::text',
    due: 'n.closes_on',
    since: 'n.recorded_at',
  };
  return `
    select 'publicNotice', n.notice_id::text, n.status, null, n.heading, null, n.programme, n.closes_on,
      date_trunc('milliseconds', n.recorded_at)
    from public_notice n
    where n.closes_on < $11::date and ${of(`''`, isOfDistrict)} and ($4::text is null or n.programme = $4)
      and exists (select from public_notice_item i where i.notice_id = n.notice_id and i.status = 'listed') and ${behind(waiting)}
    order by n.closes_on, n.recorded_at, n.notice_id`;
}

function objections(isOfDistrict: boolean): string {
  const waiting = { kind: `'objection'`, id: 'o.objection_id::text', due: 'o.due_on', since: 'o.filed_at' };
  return `
    select 'objection', o.objection_id::text, o.status, a.credit_code, null, a.district_code, a.programme, o.due_on,
      date_trunc('milliseconds', o.filed_at)
    from objection o join assessment a using (assessment_id)
    where o.status in ('filed', 'accepted') and ${of('a.district_code', isOfDistrict)}
      and ($4::text is null or a.programme = $4) and ${behind(waiting)}
    order by coalesce(o.due_on, 'infinity'), o.filed_at, o.objection_id`;
}

/**
 * A statement for each kind of thing that waits at a desk, in the order of the list. Parameters: $1 most, $2 district, $3 statuses of applications,
 * $4 programme, $5 due by, $6–$9 where the page before ended, $10 the same among what has no last day, $11 today for the city.
 */
export function waitingOf(desk: Desk, isOfDistrict: boolean): string[] {
  const kinds = [registrations, facts];
  const isIn = (...statuses: readonly string[]) => desk.assessments.some((one) => statuses.includes(one));
  if (isIn('submitted', 'districtReview') || !desk.isCity) kinds.push((one) => assessments(OF_DISTRICT, one));
  if (desk.isCity) kinds.push((one) => assessments(OF_CITY, one), notices, objections);
  return kinds.map((kind) => kind(isOfDistrict));
}
