import { type DynamicModule, Module } from '@nestjs/common';
import { CALLBACK_SETTINGS } from './callback-settings.js';
import { CallbackController } from './callback.controller.js';
import type { CallbackSettings } from './callback.js';
import { CallbackRepository } from './callback.repository.js';
import { CallbackSenderService } from './callback-sender.service.js';
import { CallbackService } from './callback.service.js';

@Module({})
export class CallbackModule {
  static with(settings: CallbackSettings): DynamicModule {
    return {
      module: CallbackModule,
      controllers: [CallbackController],
      providers: [
        { provide: CALLBACK_SETTINGS, useValue: settings },
        CallbackRepository,
        CallbackService,
        CallbackSenderService,
      ],
    };
  }
}
