import { runService } from '@gusu/service';
import { AppModule, SERVICE } from './app.module.js';
import { loanMigrations } from './migrations/loan-migrations.js';

await runService({
  service: SERVICE,
  title: { zh: '科贷通风险补偿', en: 'Loan compensation' },
  migrations: loanMigrations,
  modules: (transport) => {
    const secret = process.env.BANK_SECRET_KEY;
    if (!secret) throw new Error('BANK_SECRET_KEY must be set: banks’ signing secrets are kept under it');
    const isLoopbackAllowed = process.env.CALLBACK_LOOPBACK === 'allowed';
    return AppModule.with(transport, secret, { isLoopbackAllowed });
  },
});
