# JupyterLab with the Gradus kernel, as a user without privileges; for Docker and Binder.
#   docker build -t gradus . && docker run --rm -p 8888:8888 gradus
FROM eclipse-temurin:25-jdk

# Extra arguments for pip, for example a mirror: --build-arg PIP_ARGS="-i https://mirror/simple"
ARG PIP_ARGS=""
ARG NB_USER=jovyan
ARG NB_UID=1000

ENV HOME=/home/${NB_USER} \
    JUPYTER=/opt/jupyter \
    LANG=C.UTF-8
ENV PATH=${JUPYTER}/bin:${PATH}

# fontconfig and a font: Java draws text with them
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      ca-certificates fontconfig fonts-dejavu-core git maven python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*

RUN python3 -m venv "$JUPYTER" \
 && "$JUPYTER/bin/pip" install --no-cache-dir ${PIP_ARGS} "jupyterlab>=4,<5" "notebook>=7,<8"

# Some bases come with a user of this number.
RUN taken=$(getent passwd "$NB_UID" | cut -d: -f1) \
 && if [ -n "$taken" ]; then userdel --remove "$taken" 2> /dev/null || userdel "$taken"; fi \
 && useradd --create-home --uid "$NB_UID" --shell /bin/bash "$NB_USER"

COPY --chown=${NB_UID} . ${HOME}/gradus
RUN chown "$NB_UID" "$HOME/gradus"
WORKDIR ${HOME}/gradus

USER ${NB_UID}
RUN ./gradus build && rm -rf "$HOME/.m2/repository"

USER root
RUN ./gradus install --prefix "$JUPYTER" && ln -s "$HOME/gradus/gradus" /usr/local/bin/gradus

USER ${NB_UID}
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
