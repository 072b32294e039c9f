/**
 * How Node is started for a service. A page of events lives as long as its transaction; in the small nursery that Node has by default it is
 * copied again and again until it is taken for old, which was a sixth of what a batch cost.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=64'];
