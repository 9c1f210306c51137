#pragma once

#include "models/base/job.h"

#include <functional>

namespace skybro::secrets {

/// A job whose work is one short call, made when it begins.
template <typename T>
class ImmediateJob : public JobOf<T>
{
public:
    explicit ImmediateJob(std::function<Result<T>()> work)
        : m_work(std::move(work))
    {
    }

protected:
    void begin() override { this->finish(m_work()); }

private:
    std::function<Result<T>()> m_work;
};

} // namespace skybro::secrets
