import { Module } from '@nestjs/common';
import { ProgrammeController } from './programme.controller.js';
import { ProgrammeRepository } from './programme.repository.js';

@Module({ controllers: [ProgrammeController], providers: [ProgrammeRepository] })
export class ProgrammeModule {}
